"""What people think of us and of competitors: each opinion, and averages that never stand without count and list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import NotFound
from crm_tui.domain.feedback import Feedback, From
from crm_tui.services.customers import Names, folded
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.records import in_plain_words

US = "us"
"""Whom an opinion is about that names no competitor."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion with the name of who gave it."""

    feedback: Feedback
    """What was recorded."""

    who: str
    """The customer's name, else what kind of person it was."""

    @property
    def about(self) -> str:
        """Whom it is about."""
        return " ".join(self.feedback.competitor.split()) or US


@dataclass(frozen=True, slots=True)
class Opinions:
    """Opinions about one firm and one kind of business."""

    about: str
    """Which firm: "us", or a competitor."""

    product: Area
    """The kind of business."""

    given: tuple[Opinion, ...]
    """Each of them, the last first."""

    @property
    def ratings(self) -> tuple[int, ...]:
        """The ratings among them."""
        return tuple(one.feedback.rating for one in self.given if one.feedback.rating is not None)

    @property
    def rated(self) -> str:
        """The average with the number of ratings that it is of: "3.6 of 5, by 5 ratings"; rounded down.

        There is no way to have the average alone.
        """
        count = len(self.ratings)
        if not count:
            return "no rating"
        mean = (Decimal(sum(self.ratings)) / count).quantize(Decimal("0.1"), ROUND_DOWN)
        return f"{mean} of 5, by {count} rating{'s' * (count != 1)}"

    def count(self, source: From) -> int:
        """How many of them were given by one kind of person."""
        return sum(one.feedback.source is source for one in self.given)


def record(desk: Desk, feedback: Feedback) -> Feedback:
    """Keep an opinion.

    Raises:
        NotFound: the customer who is named is not there.
    """
    with in_plain_words(), desk.acting("feedback added") as now:
        if feedback.customer_id is not None and now.get(Customer, feedback.customer_id) is None:
            raise NotFound(f"there is no customer {feedback.customer_id}: they may have been removed")
        return now.add(feedback)


def opinions(
    records: Records,
    *,
    customer_id: int | None = None,
    about: str = "",
    product: Area | None = None,
    since: date | None = None,
) -> tuple[Opinion, ...]:
    """The opinions that fit, the last first; ``about`` is "us", or a competitor's name or part of it."""
    names = Names(records)
    held = records.find(Feedback) if customer_id is None else records.find(Feedback, customer_id=customer_id)
    found = (Opinion(one, _who(one, names)) for one in held)
    fit = (
        one
        for one in found
        if (product is None or one.feedback.product is product)
        and (since is None or one.feedback.on >= since)
        and (not about or _is_about(one, about))
    )
    return tuple(sorted(fit, key=lambda one: (one.feedback.on, one.feedback.id), reverse=True))


def summary(found: Iterable[Opinion]) -> tuple[Opinions, ...]:
    """The opinions by whom they are about and the kind of business: ourselves first, then competitors by name."""
    groups: dict[tuple[bool, str, Area], list[Opinion]] = {}
    for one in found:
        ours = not one.feedback.competitor.strip()
        groups.setdefault((not ours, folded(one.about), one.feedback.product), []).append(one)
    order = list(Area)
    keys = sorted(groups, key=lambda key: (key[0], key[1], order.index(key[2])))
    return tuple(Opinions(_spelled(groups[key]), key[2], tuple(groups[key])) for key in keys)


def _spelled(group: Sequence[Opinion]) -> str:
    return group[0].about


def _who(one: Feedback, names: Names) -> str:
    return names.of(one.customer_id) if one.customer_id is not None else str(one.source)


def _is_about(one: Opinion, wanted: str) -> bool:
    key = folded(wanted)
    ours = not one.feedback.competitor.strip()
    return ours if key == US else not ours and key in folded(one.about)
