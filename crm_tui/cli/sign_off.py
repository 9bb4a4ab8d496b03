"""``crm-tui sign-off``: the review of a deal from a script."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import complain, say
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.sign_off import Review
from crm_tui.interchange import sign_off as report
from crm_tui.paths import store_path
from crm_tui.services import deal_findings, reviews, sign_off, signature
from crm_tui.services.deals import find_deal
from crm_tui.services.desk import Desk

_OF_THE_MAKER = ("draft", "submit")


def run(arguments: argparse.Namespace) -> int:
    """Take one step of a deal's review, and print where it stands; 1 if a finding stops it."""
    step: str = arguments.step
    why: str | None = arguments.why if arguments.opinion is None else arguments.opinion
    if arguments.opinion is not None and step not in _OF_THE_MAKER:
        raise DeskError("--opinion goes with draft and submit: give a reason as --why")
    if arguments.opinion is not None and arguments.why is not None:
        raise DeskError("--opinion and --why are the same for this step: give one of them")
    if step == "draft" and not why:
        raise DeskError("say what to keep: --opinion 'the customer is keen'")
    if (arguments.seen is not None) is not (step == "approve"):
        raise DeskError(
            "--seen goes with approve"
            if arguments.seen is not None
            else "look at the deal first (crm-tui review DEAL), and give what stands there behind Seen as --seen"
        )
    with open_desk(store_path(arguments.store), existing=True) as desk:
        deal = find_deal(desk.store, arguments.deal)
        try:
            say(_taken(desk, deal, step, why, arguments.seen))
        except reviews.Blocked as blocked:
            complain(f"{blocked} [{blocked.key}]")
            return 1
        return 0


def _taken(desk: Desk, deal: Deal, step: str, given: str | None, seen: str | None) -> str:
    """What is to be said of a step once it is taken."""
    why = given or ""
    if step == "draft":
        return report.told(sign_off.draft(desk, deal.id, why), deal.title)
    if step == "submit":
        opinion = sign_off.drafted(desk, deal.id) if given is None else why
        return report.told(sign_off.submit(desk, deal.id, opinion), deal.title)
    if step == "sign":
        signed = signature.sign(desk, deal.id)
        return f"deal #{signed.id} ({signed.title}): {signed.stage.lower()}"
    review = reviews.current(desk, deal.id)
    if review is None:
        raise DeskError(f"deal #{deal.id} has no review yet: crm-tui sign-off {deal.id} submit begins one")
    done: Review
    if step == "recall":
        done = sign_off.recall(desk, review, why)
    elif step == "return":
        done = sign_off.send_back(desk, review, why)
    elif step == "reject":
        done = sign_off.reject(desk, review, why)
    else:
        done = sign_off.approve(desk, review, _fingerprint(desk, deal, seen or ""), why)
    return report.told(done, deal.title)


def _fingerprint(desk: Desk, deal: Deal, seen: str) -> str:
    """The whole fingerprint, where the deal is still as it was seen; else what was given, which is none."""
    if len(seen) < report.SHORTEST_SEEN:
        raise DeskError(f"--seen takes at least {report.SHORTEST_SEEN} letters: crm-tui review {deal.id} prints them")
    now = deal_findings.of(desk, deal.id).fingerprint
    return now if now.startswith(seen.lower()) else seen
