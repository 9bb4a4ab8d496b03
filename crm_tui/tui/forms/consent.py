"""Forms of what a customer allows: given, taken back, and where it is used."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from crm_tui.domain.consent import PUBLISHED, Consent, Purpose
from crm_tui.domain.interaction import Channel
from crm_tui.services import consents
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome
from crm_tui.tui.forms.acts import ActForm, Asked
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.row import FieldRow

ANY = "any"
"""Contact by whatever channel."""


_RECORDED = {"given_on": "on", "withdrawn_on": "on", "withdrawn_how": "how"}
"""What a consent calls the answers."""


class GiveForm(ActForm):
    """Records that a customer allows something, or with ``refused`` that they want it not."""

    ROW_OF: ClassVar[Mapping[str, str]] = _RECORDED

    def __init__(
        self, desk: Desk, customer_id: int, name: str, purpose: Purpose = Purpose.CONTACT, *, refused: bool = False
    ) -> None:
        """``name`` is the customer's; ``purpose`` is offered."""
        super().__init__(desk, f"{'Not wanted by' if refused else 'Allowed by'} {name}")
        self._customer_id = customer_id
        self._purpose = purpose
        self._refused = refused

    def asked(self) -> Iterable[Asked]:
        """What for, how it was said, and when."""
        yield Field("purpose", "What", Shape.CHOICE, choices=Purpose), self._purpose
        yield Field("channel", "Contact by", hint="for contact alone"), ""
        yield Field("how", "How they said it", hint="signed form in the file; on the telephone"), ""
        yield Field("on", "On", Shape.PAST_DAY, required=True), self.desk.today()

    def rows(self) -> Iterable[FieldRow]:
        """A row for each question; the channel is chosen."""
        for row in super().rows():
            if row.field.name == "channel":
                yield FieldRow(row.field, ChoiceEntry([ANY, *Channel]))
            else:
                yield row

    def first(self) -> FieldRow:
        """What for."""
        return self.row("purpose")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        purpose: Purpose = given["purpose"]
        by_any = given["channel"] == ANY or purpose is not Purpose.CONTACT
        channel = None if by_any else Channel(given["channel"])
        what = consents.called(purpose, channel)
        if not self._refused:
            kept = consents.give(self.desk, self._customer_id, purpose, given["how"], given["on"], channel)
            return Outcome(f"consent to {what} recorded", (kept,))
        kept = consents.refuse(self.desk, self._customer_id, purpose, given["how"], given["on"], channel)
        return Outcome(f"no consent to {what} any more", (kept,), told=_places(kept))


class TakeBackForm(ActForm):
    """Records that a customer takes back what they allowed; each place to take down is told before and after."""

    ROW_OF: ClassVar[Mapping[str, str]] = _RECORDED

    def __init__(self, desk: Desk, consent: Consent, name: str) -> None:
        """``name`` is the customer's."""
        self._consent = consent
        places = [f"Where it is: {one.where}" for one in consent.uses if one.taken_down_on is None]
        super().__init__(desk, f"{name} takes back: {consents.called(consent.purpose, consent.channel)}", places)

    def asked(self) -> Iterable[Asked]:
        """How and when they told us."""
        yield Field("how", "How they said it", hint="on the telephone, in writing"), ""
        yield Field("on", "On", Shape.PAST_DAY, required=True), self.desk.today()

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        kept = consents.take_back(self.desk, self._consent, given["how"], given["on"])
        what = consents.called(kept.purpose, kept.channel)
        return Outcome(f"consent to {what} taken back", (kept,), told=_places(kept))


class UseForm(ActForm):
    """Records where a name or photograph is used."""

    def __init__(self, desk: Desk, consent: Consent, name: str) -> None:
        """``name`` is the customer's."""
        super().__init__(desk, f"Where it is used: {consent.purpose}, {name}")
        self._consent = consent

    def asked(self) -> Iterable[Asked]:
        """The place, and since when."""
        yield Field("where", "Where", hint="spring leaflet, page 3"), ""
        yield Field("on", "Since", Shape.PAST_DAY, required=True), self.desk.today()

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        return Outcome("recorded", (consents.note_use(self.desk, self._consent, given["where"], given["on"]),))


class TakenDownForm(ActForm):
    """Records that one place shows it no more."""

    def __init__(self, desk: Desk, consent: Consent, place: int) -> None:
        """``place`` is its position among the uses."""
        super().__init__(desk, f"Taken down: {consent.uses[place].where}")
        self._consent = consent
        self._place = place

    def asked(self) -> Iterable[Asked]:
        """When."""
        yield Field("on", "On", Shape.PAST_DAY, required=True), self.desk.today()

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        return Outcome("taken down", (consents.taken_down(self.desk, self._consent, self._place, given["on"]),))


def may_be_used(consent: Consent | None) -> bool:
    """Whether a place can be named in which it is used."""
    return consent is not None and consent.stands and consent.purpose in PUBLISHED


def _places(consent: Consent) -> tuple[str, ...]:
    return tuple(f"to take down: {one.where}" for one in consent.to_take_down)
