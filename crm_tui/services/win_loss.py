"""What was won and lost, why, and against whom: new customers and existing ones apart, each figure with its deals."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.money import Money
from crm_tui.services.customers import Names, folded
from crm_tui.services.ports import Records
from crm_tui.services.won import WON, added_up

NOT_SAID = "not said"
"""Where nobody recorded a reason, or a competitor."""


class Whose(StrEnum):
    """Whether the customer had signed a deal with us before this one was decided."""

    EXISTING = "existing customers"
    NEW = "new customers"


class End(StrEnum):
    """What became of a deal."""

    LOST = "lost"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Decided:
    """A deal that was won or lost."""

    deal: Deal
    """Which."""

    customer: str
    """Whose."""

    whose: Whose
    """A new customer or an existing one."""

    end: End
    """What became of it."""

    on: date
    """The day on which it was signed, or lost."""

    @property
    def reason(self) -> str:
        """Why, in a word or two."""
        return str(self.deal.outcome) if self.deal.outcome is not None else NOT_SAID

    @property
    def competitor(self) -> str:
        """Who else was asked, or got it; empty where that was not said."""
        return " ".join(self.deal.competitor.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """Some of these deals, counted together."""

    whose: Whose
    """Of new customers, or of existing ones."""

    end: End
    """Won or lost."""

    label: str
    """What they have in common: a reason; "all" for all of them."""

    cases: tuple[Decided, ...]
    """Each of them, the last first."""

    @property
    def value(self) -> tuple[Money, ...]:
        """What they were worth, each currency by itself; a deal without a value is in none."""
        return added_up(one.deal.value for one in self.cases if one.deal.value is not None)

    @property
    def competitors(self) -> tuple[tuple[str, int], ...]:
        """Who else was asked for them, and for how many, the most frequent first."""
        spelled: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for one in self.cases:
            if one.competitor:
                key = folded(one.competitor)
                spelled.setdefault(key, one.competitor)
                counts[key] += 1
        return tuple((spelled[key], count) for key, count in sorted(counts.items(), key=lambda of: (-of[1], of[0])))


ALL = "all"
"""The label of the figure that counts all of a kind."""


@dataclass(frozen=True, slots=True)
class WinLoss:
    """Everything that was won and lost."""

    decided: tuple[Decided, ...]
    """Each deal, the last first."""

    since: date | None
    """Only what was decided from this day on; None for all."""

    def figure(self, whose: Whose, end: End, label: str = ALL) -> Figure:
        """One figure with its cases."""
        found = (one for one in self.decided if one.whose is whose and one.end is end)
        return Figure(whose, end, label, tuple(one for one in found if label in (ALL, one.reason)))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """For each kind of customer what was lost and what was won: all of it, then by reason."""
        found: list[Figure] = []
        for whose in Whose:
            for end in End:
                whole = self.figure(whose, end)
                reasons = Counter(one.reason for one in whole.cases)
                order = [str(one) for one in DealReason]
                labels = sorted(reasons, key=lambda one: (-reasons[one], order.index(one) if one in order else 99))
                found += [whole, *(self.figure(whose, end, label) for label in labels)]
        return tuple(found)


def win_loss(records: Records, since: date | None = None) -> WinLoss:
    """Every deal that is signed, live or lost."""
    names = Names(records)
    closed = [one for stage in (*sorted(WON), Stage.LOST) for one in records.find(Deal, stage=stage)]
    signed = _first_signed(records, {one.customer_id for one in closed})
    found = []
    for deal in closed:
        on = decided_on(deal)
        if since is None or on >= since:
            before = any(day < on and number != deal.id for day, number in signed.get(deal.customer_id, ()))
            whose = Whose.EXISTING if before else Whose.NEW
            end = End.LOST if deal.stage is Stage.LOST else End.WON
            found.append(Decided(deal, names.of(deal.customer_id), whose, end, on))
    found.sort(key=lambda one: (one.on, one.deal.id), reverse=True)
    return WinLoss(tuple(found), since)


def signed_on(deal: Deal) -> date | None:
    """The day on which a deal was signed first; None if it never was."""
    reached = next((one.on for one in deal.stages if one.stage in WON), None)
    return reached or (deal.stage_since if deal.stage in WON else None)


def decided_on(deal: Deal) -> date:
    """The day on which a deal was signed, or lost."""
    return (signed_on(deal) if deal.stage in WON else None) or deal.stage_since


def _first_signed(records: Records, customers: Iterable[int]) -> dict[int, list[tuple[date, int]]]:
    """When each customer's deals were signed, one that was lost afterwards too, with the deals' numbers."""
    found: dict[int, list[tuple[date, int]]] = {}
    for customer_id in customers:
        for deal in records.find(Deal, customer_id=customer_id):
            if (day := signed_on(deal)) is not None:
                found.setdefault(customer_id, []).append((day, deal.id))
    return found
