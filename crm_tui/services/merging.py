"""Two people changed one record at the same time: what each of them changed, and both in one record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import Member

R = TypeVar("R", bound=Record)

_TOGETHER: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    # half of each of these, taken from one person and half from the other, says what nobody said
    Commitment: (
        ("words", "kind", "claim"),
        ("status", "settled_on", "told"),
        ("customer_id", "deal_id"),
        ("due", "at", "dates"),
        ("after_id", "after_words", "days_after"),
    ),
    Deal: (("stage", "stage_since"), ("what_matters", "not_asked")),
    Incident: (("customer_id", "deal_id"),),
    Interaction: (("customer_id", "deal_id"),),
    Member: (("trainee", "supervisor"),),
}


_KEPT_BY_ITSELF: dict[type[Record], tuple[str, ...]] = {
    Customer: ("owners",),
    Deal: ("stages", "owners"),
    Commitment: ("hands", "owners", "promised_by", "counted_from"),
    Interaction: ("hands",),
    Member: ("earlier",),
    GroundRules: ("version", "changed_by", "changed_on", "why"),
}
"""What nobody types: it goes on from what is stored, when both are saved."""


class ChangedMeanwhile(Conflict, Generic[R]):
    """A record was saved by somebody else after it was opened for editing; nothing was saved of what was typed."""

    def __init__(self, before: R, mine: R, theirs: R, who: str) -> None:
        noun = type(mine).__name__.lower()
        what = "the settings" if noun == "settings" else f"this {noun}"
        super().__init__(f"{who} changed {what} meanwhile: nothing was saved")
        self.before = before
        """As it was opened."""
        self.mine = mine
        """As it was to be saved."""
        self.theirs = theirs
        """As it is stored now."""
        self.who = who
        """Who stored it, as the beginning of a sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Fields of one record that belong together, and that somebody changed."""

    fields: tuple[str, ...]
    """Their names; the first one stands for all."""

    mine: bool
    """Whether I changed them."""

    theirs: bool
    """Whether the other one did."""

    @property
    def overlaps(self) -> bool:
        """Whether both did, and not to the same."""
        return self.mine and self.theirs


def differences(before: R, mine: R, theirs: R) -> tuple[Difference, ...]:
    """What was changed, in the order of the fields. What both changed to the same is theirs alone: it is stored."""
    kind = type(before)
    grouped = {fields[0]: fields for fields in _TOGETHER.get(kind, ())}
    rest = {name for fields in grouped.values() for name in fields[1:]}
    found = []
    for name in kind.model_fields:
        if name in rest or name == "id" or name in _KEPT_BY_ITSELF.get(kind, ()):
            continue
        fields = grouped.get(name, (name,))
        was, my, their = (_values(one, fields) for one in (before, mine, theirs))
        difference = Difference(fields, my not in (was, their), their != was)
        if difference.mine or difference.theirs:
            found.append(difference)
    return tuple(found)


def merged(before: R, mine: R, theirs: R, *, mine_wins: Collection[str] = ()) -> Mapping[str, Any]:
    """The fields of one record with both changes; ``mine_wins`` names the overlapping ones that are to be mine."""
    values = {name: getattr(theirs, name) for name in type(theirs).model_fields}
    for one in differences(before, mine, theirs):
        if one.mine and (not one.theirs or one.fields[0] in mine_wins):
            values |= {name: getattr(mine, name) for name in one.fields}
    return values


def _values(record: Record, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in fields)
