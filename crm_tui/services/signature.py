"""The signature of a deal: the only way to the stage Signed."""

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.sign_off import Facts, ReviewState, Signing
from crm_tui.services import deal_findings
from crm_tui.services.approvals import no_longer_holds, only_by_newer_rules
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.kept_facts import whole_facts
from crm_tui.services.ports import Records
from crm_tui.services.reviews import Refused, check_settled, newest, put, under_way


def sign(desk: Desk, deal_id: int) -> Deal:
    """Move a deal to Signed on an approval that still holds. There is no other way to that stage.

    Nothing may stop it under the ground rules in force, on this day, nor under those that the approval was judged by.

    Raises:
        Refused: it is signed or lost already, nobody has approved it, or only newer rules let it pass.
        Changed: what was approved has changed.
        NotAllowed: the checker has had a hand in the deal since, or may not sign off any more.
        Blocked: a finding stops it under the rules in force.
    """
    deal_findings.of(desk, deal_id, signing=True)
    with desk.acting("deal signed", review_of=deal_id) as now:
        deal = under_way(now, deal_id)
        review = newest(now, deal_id)
        if review is None or review.state is not ReviewState.APPROVED:
            how = f"its review is {review.state}" if review else "it has no review"
            raise Refused(f"{how}: somebody who had no hand in the deal must approve it before it is signed")
        file = deal_findings.of(desk, deal_id, signing=True)
        if (fault := no_longer_holds(desk, now, deal, review, file)) is not None:
            raise fault
        check_settled(file)
        approved = review.facts
        assert approved is not None
        _check_rules(desk, now, approved, file)
        signing = Signing(
            by=desk.officer,
            at=desk.now(),
            rules_version=file.rules.version,
            approved_under=approved.rules_version,
            facts=whole_facts(desk, file),
        )
        put(now, review, signings=(*review.signings, signing))
        now.put(deal.model_copy(update={"stage": Stage.SIGNED, "stage_since": desk.today()}))
        return now.get(Deal, deal_id) or deal


def _check_rules(desk: Desk, now: Records, approved: Facts, file: DealFile) -> None:
    """Refuse what only rules let pass by which nobody has checked it."""
    if told := only_by_newer_rules(desk, now, approved, file):
        raise Refused(told)
