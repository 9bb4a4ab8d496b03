"""The daily check's lines about reviews: what waits for a decision, what was returned, and waivers that end.

Whether an approval is stale shows only beside its paper, and no paper is compared here: ``crm-tui queue`` and the
Reviews screen tell that.
"""

from collections.abc import Iterator
from datetime import date, datetime

from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.domain.waiver import Waiver
from crm_tui.services.check_day import CheckDay, DealRow, ahead
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.desk_clock import at_desk
from crm_tui.services.line_about import deal_line
from crm_tui.services.permissions import in_words


def reviews(day: CheckDay) -> Iterator[Line]:
    """Reviews that wait for a checker or were returned, exceptions and waivers that were asked for: of open deals."""
    yield from _reviews(day)
    yield from _exceptions(day)
    for number, deal, kept in _waivers(day):
        if kept["decided_on"] is None and kept["taken_back_on"] is None and day.days[kept["until"]] >= day.as_of:
            asked, who = day.days[kept["asked_on"]], in_words(day.rules.waivers_of(Rule(kept["rule"])))
            words = f"waiver asked for, of “{kept['rule']}”: {kept['reason']}"
            yield _line(day, deal, Group.REVIEWS, ("waivers", number), words, asked, who, kept["asked_by"])


def waivers(day: CheckDay) -> Iterator[Line]:
    """Waivers that were granted and end soon, up to and with their last day: after it the finding stands again.

    Of several of one finding only the one that lasts longest.
    """
    granted = [one for one in _waivers(day) if one[2]["granted"] and one[2]["taken_back_on"] is None]
    longest = {
        (deal.id, kept["about"]): number for number, deal, kept in sorted(granted, key=lambda one: one[2]["until"])
    }
    for number, deal, kept in granted:
        until = day.days[kept["until"]]
        days = (until - day.as_of).days
        if number == longest[deal.id, kept["about"]] and 0 <= days <= day.rules.expiry_days:
            words = f"waiver of “{kept['rule']}” ends: {kept['reason']}"
            since = day.days[kept["decided_on"] or kept["asked_on"]]
            yield _line(day, deal, Group.EXPIRING, ("waivers", number), words, since, deal.owner, "", until)


def _reviews(day: CheckDay) -> Iterator[Line]:
    waiting = {ReviewState.SUBMITTED: "review to decide", ReviewState.RETURNED: "returned"}
    for state, words in waiting.items():
        for number, deal_id, maker, steps in day.store.fields(Review, "deal_id", "maker", "steps", state=state):
            deal = _open(day, deal_id)
            if deal is None or not steps or number != _newest(day, deal_id):
                continue
            last = steps[-1]
            since = at_desk(datetime.fromisoformat(last["at"]), day.rules).date()
            if state is ReviewState.SUBMITTED:
                who, to = in_words(MAY_SIGN_OFF), last["by"]
            else:
                who, to, words = maker, last["by"], f"returned: {last.get('why') or 'no reason given'}"
            yield _line(day, deal, Group.REVIEWS, ("reviews", number), words, since, who, to)


def _newest(day: CheckDay, deal_id: int) -> int:
    numbers: list[int] = [number for number, *_ in day.store.fields(Review, deal_id=deal_id)]
    return max(numbers)


def _exceptions(day: CheckDay) -> Iterator[Line]:
    asked = ("deal_id", "document_id", "about", "by", "on", "taken_back_on", "granted_by")
    for number, deal_id, document_id, about, by, on, taken_back, granted in day.store.fields(
        Resolution, *asked, answer=Answer.EXCEPTION
    ):
        deal = _open(day, deal_id)
        if deal is None or taken_back or granted:
            continue
        papers = [(version, paper) for paper, version in day.store.fields(Document, "version", deal_id=deal_id)]
        # an exception on an older paper waits for nobody
        if papers and max(papers)[1] == document_id:
            who = in_words(day.rules.may_grant_exceptions)
            words = f"exception asked for, for {about}"
            yield _line(day, deal, Group.REVIEWS, ("resolutions", number), words, day.days[on], who, by)


_ASKED = ("rule", "about", "reason", "until", "asked_by", "asked_on", "decided_on", "granted", "taken_back_on")


def _waivers(day: CheckDay) -> Iterator[tuple[int, DealRow, dict[str, str]]]:
    for number, deal_id, *values in day.store.fields(Waiver, "deal_id", *_ASKED):
        deal = _open(day, deal_id)
        if deal is not None:
            yield number, deal, dict(zip(_ASKED, values, strict=True))


def _open(day: CheckDay, deal_id: int) -> DealRow | None:
    found = day.deals.get(deal_id)
    return found if found is not None and found.is_open else None


_NAMED = {"reviews": "review", "resolutions": "exception", "waivers": "waiver"}


def _line(
    day: CheckDay,
    deal: DealRow,
    group: Group,
    opens: tuple[str, int],
    words: str,
    since: date,
    who: str,
    to: str,
    due: date | None = None,
) -> Line:
    return deal_line(
        *(day, deal, group, f"{_NAMED[opens[0]]} {opens[1]}", words, since, Act.REVIEW),
        who=who,
        to=to,
        due=due,
        aside=f"ends {ahead((due - day.as_of).days)}" if due is not None else "",
        opens=opens,
    )
