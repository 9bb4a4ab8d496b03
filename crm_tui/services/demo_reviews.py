"""The reviews that wait at a new demo desk, so that whoever visits it has something to decide."""

from dataclasses import replace
from datetime import timedelta

from crm_tui.domain.resolution import AcceptedIn, Answer
from crm_tui.services import deal_findings, sign_off
from crm_tui.services.actions import Done
from crm_tui.services.deals import find_deal
from crm_tui.services.decisions import Details, resolve_promise
from crm_tui.services.desk import Desk
from crm_tui.services.settled import about_promise

SETTLED = "Computer lab, 30 desktops"
"""A deal whose customer accepted in writing what blocks it: it can be approved."""

UNSETTLED = "Fixed deposit, 15 lakh"
"""A deal that still has what blocks it: it can be returned, or settled first."""

_OPINIONS = {
    SETTLED: "The school has read both differences and writes that it takes them.",
    UNSETTLED: "The penalty is in the bank's own scheme and can't be changed; he wants the receipt this week.",
}


def submit_some(desk: Desk) -> None:
    """Submit these deals, each by the officer who answers for it.

    Raises:
        NotFound: the desk has no such deals.
    """
    for title, opinion in _OPINIONS.items():
        deal = find_deal(desk.store, title)
        maker = replace(desk, officer=deal.owner, done=Done())
        if title == SETTLED:
            _accept(maker, deal.id)
        sign_off.submit(maker, deal.id, opinion)


def _accept(maker: Desk, deal_id: int) -> None:
    """Whatever differs and blocks is accepted by the customer."""
    file = deal_findings.of(maker, deal_id)
    if file.document is None or file.comparison is None:
        return
    blocking = {one.key for one in file.blocking}
    day = maker.today() - timedelta(days=1)
    details = Details(accepted_in=AcceptedIn.EMAIL, accepted_words="from the head clerk", customer_on=day)
    for found, promise in zip(file.comparison.findings, file.promises, strict=True):
        if about_promise(promise) in blocking:
            resolve_promise(maker, found, promise, file.document, Answer.ACCEPTED, details)
