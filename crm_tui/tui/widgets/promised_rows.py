"""The lines of the list of reviews: a deal in which something was promised, or what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from crm_tui.domain.deal import Deal
from crm_tui.services.customers import folded
from crm_tui.services.gifts import Given
from crm_tui.services.house_words import HouseWords
from crm_tui.services.incidents import Flag
from crm_tui.services.promised import NO_PAPER
from crm_tui.services.review_queue import Waiting, Waits
from crm_tui.tui import present

GROUPS = {
    Waits.REVIEW: "Waiting for you to decide",
    Waits.RETURNED: "Returned to you",
    Waits.STALE: "Approvals that count no more",
    Waits.EXCEPTION: "Exceptions waiting for you",
    Waits.WAIVER: "Waivers waiting for you",
}
"""The headings of the queue."""

GIFTS = "Gifts waiting for your approval"
"""The heading of those."""

DEALS = "Deals with promises"
"""The heading of the rest."""

_QUEUED = 1 << 48
"""No record has a number as great."""


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in which something was promised, or in which something waits; or a gift that waits."""

    deal: Deal | None
    """Which; None for a gift."""

    customer: str
    """Whose."""

    promises: int
    """How many promises can be compared."""

    paper: str
    """The newest paper's name; empty while there is none."""

    waiting: Waiting | None = None
    """What waits there for the one who sits here; None for a line of all deals."""

    given: Given | None = None
    """The gift that waits for who sits here."""

    begin_at: str = ""
    """The key of the finding that it is about."""

    flag: Flag = Flag.NONE
    """Whether something went wrong for the customer, on an open deal."""

    @property
    def key(self) -> object:
        """Tells it from the others."""
        if self.given is not None:
            return "gift", self.given.gift.id
        if self.waiting is not None:
            return self.waiting.what, self.waiting.opens.id
        return self.deal.id if self.deal is not None else None

    @property
    def number(self) -> int:
        """The same in a long list: the number of a deal, and beyond all of those for what waits."""
        if self.given is not None:
            return _QUEUED + self.given.gift.id
        if self.waiting is not None:
            return _QUEUED * (2 + list(Waits).index(self.waiting.what)) + self.waiting.opens.id
        return self.deal.id if self.deal is not None else 0

    def has(self, words: Sequence[str]) -> bool:
        """Whether each word stands in it."""
        text = folded(f"{self.customer} {what_of(self)} {last_cell(self)}")
        return all(word in text for word in words)


def last_cell(line: DealLine) -> Content:
    """The paper; where something waits, why. What its maker thinks is read after the facts."""
    waiting = line.waiting
    if line.given is not None:
        return present.one_line(line.given.why)
    if waiting is not None and waiting.what is not Waits.REVIEW and waiting.told:
        return present.one_line(waiting.told)
    return present.safe(line.paper or NO_PAPER)


def told(line: DealLine, words: HouseWords) -> Content:
    """Whose it is, the deal and its paper; then what waits there, who brought it, and when."""
    if line.given is not None:
        gift = line.given.gift
        asked = present.one_line(f"Gift to approve, by {gift.by}: {line.given.why}", "bold")
        return Content("\n").join([asked, present.one_line(f"{line.customer} · {what_of(line)}")])
    if line.deal is None:
        return Content("")
    paper = line.paper or NO_PAPER
    about = present.one_line(f"{line.customer} · {line.deal.title} · {words.stage(line.deal.stage)} · {paper}")
    waiting = line.waiting
    if waiting is None:
        return about
    why = f": {waiting.told}" if waiting.told else ""
    first = f"{str(waiting.what).capitalize()}, by {waiting.by}, {age(waiting.days)}{why}"
    return Content("\n").join([present.one_line(first, "bold"), about])


def what_of(line: DealLine) -> str:
    """The deal's title; of a gift what it is, and its worth."""
    if line.given is not None:
        return f"{line.given.gift.what}, {line.given.gift.value.words}"
    return line.deal.title if line.deal is not None else ""


def age(days: int) -> str:
    """For how many days something waits, in words."""
    return present.counted(days, "day") if days else "today"
