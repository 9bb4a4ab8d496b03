"""``crm-tui check`` and ``crm-tui review``: what the store has to say."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.errors import StoreProblem
from crm_tui.interchange import daily_check as check_report
from crm_tui.paths import store_path
from crm_tui.services.daily_check import daily_check, known_owner
from crm_tui.services.desk import Desk

_CHECKS = {"text": check_report.as_text, "markdown": check_report.as_markdown}


def check(arguments: argparse.Namespace) -> int:
    """Print what is owed; 1 if something is overdue or due on the day, 2 with a line if the log is damaged."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        owner = known_owner(desk.store, arguments.owner) if arguments.owner is not None else None
        found = daily_check(desk.store, arguments.as_of or desk.today(), owner=owner)
        whose = f"owner {owner}" if owner is not None else ""
        damage = _damage(desk)
        if arguments.format == "json":
            say(check_report.as_json(found, whose, damage))
        else:
            say(_CHECKS[arguments.format](found, whose))
        if damage:
            complain(damage)
            return PROBLEM
        return int(found.needs_attention)


def _damage(desk: Desk) -> str:
    try:
        desk.store.check_log()
    except StoreProblem as damage:
        return str(damage)
    return ""


def review(arguments: argparse.Namespace) -> int:
    """Print everything that was found about a deal, and how its review stands; 1 if something stops the signature."""
    # the comparison takes longer to load than a daily check to answer
    from crm_tui.cli.packs import tell_left_out
    from crm_tui.interchange import deal_review
    from crm_tui.interchange import sign_off as standing
    from crm_tui.services import approvals, deal_findings, reviews
    from crm_tui.services.deals import find_deal
    from crm_tui.services.desk_packs import own_packs

    with open_desk(store_path(arguments.store), existing=True) as desk:
        tell_left_out(own_packs(desk))
        found = deal_findings.of(desk, find_deal(desk.store, arguments.deal).id)
        last = reviews.current(desk, found.deal.id)
        stale = approvals.why_stale(desk, last, found) if last is not None else ""
        if arguments.format == "json":
            say(deal_review.as_json(found, standing.as_value(last, stale=stale)))
        elif arguments.format == "markdown":
            say(deal_review.as_markdown(found) + standing.as_markdown(found, last, stale=stale))
        else:
            text = standing.line(last, stale=stale) + deal_review.as_text(found)
            say(text + standing.as_text(found, last, stale=stale))
        return int(bool(found.blocking))
