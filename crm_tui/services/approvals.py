"""Whether an approval still counts."""

from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError, NotAllowed
from crm_tui.domain.sign_off import Facts, Review, ReviewState
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.services import deal_findings, ground_rules
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.hands import hand_of, hands
from crm_tui.services.permissions import roles_at
from crm_tui.services.ports import Records
from crm_tui.services.reviews import Blocked, Changed


def is_stale(desk: Desk, review: Review, file: DealFile | None = None) -> bool:
    """Whether an approval counts no more; ``file`` saves reading the deal again."""
    return bool(why_stale(desk, review, file))


def why_stale(desk: Desk, review: Review, file: DealFile | None = None) -> str:
    """Why an approval counts no more, in a line; empty where it does. ``file`` saves reading the deal again.

    What was approved has changed since, or who approved it may not sign off any more.
    """
    if review.state is not ReviewState.APPROVED:
        return ""
    if told := checker_lost(desk, desk.store, review):
        return told
    now = file or deal_findings.of(desk, review.deal_id)
    same = review.facts is not None and review.facts.fingerprint == now.fingerprint
    return "" if same else "the deal has changed since"


def counts_no_more(desk: Desk, review: Review, file: DealFile | None = None) -> str:
    """Why a deal under way is not signed on its approval any more, in a line; empty where it is, on the day agreed.

    It is stale, or nothing of what was approved has changed: who approved it has a hand in the deal now, a waiver has
    ended, or other rules stop it. ``file`` saves reading the deal again.

    Raises:
        NotFound, Unreadable: as for reading the deal.
    """
    deal = desk.store.get(Deal, review.deal_id)
    if review.state is not ReviewState.APPROVED or deal is None or not deal.is_open:
        return ""
    now = file or deal_findings.of(desk, deal.id)
    if told := why_stale(desk, review, now):
        return told
    if (fault := no_longer_holds(desk, desk.store, deal, review, now)) is not None:
        return str(fault)
    if now.blocking:
        return str(Blocked(now))
    return only_by_newer_rules(desk, desk.store, review.facts, now) if review.facts else ""


def checker_lost(desk: Desk, among: Records, review: Review) -> str:
    """Why an approval of a deal under way counts no more because of who gave it, in one line; empty where it does.

    They became a trainee, have another role now, or left. What is signed already stays signed.
    """
    deal = among.get(Deal, review.deal_id)
    if review.state is not ReviewState.APPROVED or deal is None or not deal.is_open:
        return ""
    if not roles_at(among, review.checker, desk.today()).isdisjoint(MAY_SIGN_OFF):
        return ""
    return f"approved by {review.checker}, who may not sign off any more: somebody else must approve it"


def no_longer_holds(desk: Desk, now: Records, deal: Deal, review: Review, file: DealFile) -> DeskError | None:
    """What is wrong with an approval by now."""
    if review.facts is None or review.facts.fingerprint != file.fingerprint:
        return Changed("what was approved has changed since: submit the deal for review again")
    if told := checker_lost(desk, now, review):
        return NotAllowed(told)
    found = hand_of(now, review.checker, hands(now, deal))
    if found is not None:
        return NotAllowed(f"{review.checker} approved this deal and {found.did} now: somebody else must approve it")
    return None


def only_by_newer_rules(desk: Desk, now: Records, approved: Facts, file: DealFile) -> str:
    """What the rules of the approval would have stopped and those in force let pass, in a line; empty for nothing.

    Nobody has checked the deal by the newer ones.
    """
    before, after = approved.rules_version, file.rules.version
    blocking = deal_findings.under(desk, file, ground_rules.version(now, before)).blocking if before != after else ()
    if not blocking:
        return ""
    return (
        f"the rules have changed since the approval (version {before} to {after}), and “{blocking[0].label}” would "
        "have stopped it: submit it again, so that the checker judges by them"
    )
