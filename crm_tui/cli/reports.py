"""``crm-tui review``: what the store has to say of a deal."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.paths import store_path


def review(arguments: argparse.Namespace) -> int:
    """Print everything that was found about a deal, and how its review stands; 1 if something stops the signature."""
    # the comparison takes longer to load than a daily check to answer
    from crm_tui.cli.packs import tell_left_out
    from crm_tui.interchange import deal_review
    from crm_tui.interchange import sign_off as standing
    from crm_tui.services import approvals, deal_findings, reviews
    from crm_tui.services.deals import find_deal
    from crm_tui.services.desk_clock import in_desk_time
    from crm_tui.services.desk_packs import own_packs
    from crm_tui.services.ground_rules import in_force

    with open_desk(store_path(arguments.store), existing=True) as desk:
        tell_left_out(own_packs(desk))
        found = deal_findings.of(desk, find_deal(desk.store, arguments.deal).id)
        last = reviews.current(desk, found.deal.id)
        stale = approvals.why_stale(desk, last, found) if last is not None else ""
        no_more = approvals.counts_no_more(desk, last, found) if last is not None else ""
        if last is not None:
            last = in_desk_time(last, in_force(desk.store))
        if arguments.format == "json":
            say(deal_review.as_json(found, standing.as_value(last, stale=stale, no_more=no_more)))
        elif arguments.format == "markdown":
            say(deal_review.as_markdown(found) + standing.as_markdown(found, last, stale=stale, no_more=no_more))
        else:
            text = standing.line(last, stale=stale, no_more=no_more) + deal_review.as_text(found)
            say(text + standing.as_text(found, last, stale=stale, no_more=no_more))
        return int(bool(found.blocking))
