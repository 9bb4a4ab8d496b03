"""Greet a customer on their day: the words are filled in, one key logs that they were sent."""

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.interaction import Channel
from crm_tui.services import greetings
from crm_tui.services.desk import Desk
from crm_tui.services.greetings import Offer
from crm_tui.services.outcomes import Outcome
from crm_tui.tui.forms.acts import ActForm, Asked
from crm_tui.tui.forms.entries import ChoiceEntry, TextEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.present import one_line

OWN = "own words"
"""No template: what somebody types."""


class GreetForm(ActForm):
    """One of today's occasions, one of its messages, and the words as they are sent."""

    def __init__(self, desk: Desk, offer: Offer, about: str = "") -> None:
        """``offer`` is what there is to send; ``about`` names the occasion that is meant, if there are several."""
        super().__init__(desk, f"Greet {offer.customer.name}", [offer.why_not] if offer.why_not else [])
        self.offer = offer
        """What is offered."""
        self._of = {one.occasion: one for one in offer.due}
        self._about = about if about in self._of else next(iter(self._of), "")

    def asked(self) -> Iterable[Asked]:
        """The occasion, the template, how, and the words."""
        if len(self._of) > 1:
            yield Field("occasion", "Occasion"), self._about
        if any(one.messages for one in self.offer.due):
            yield Field("template", "Message"), ""
        yield Field("channel", "How", Shape.CHOICE, choices=Channel), self.offer.channel
        yield Field("words", "Words", Shape.TEXT, hint="as it is sent"), self._words("")

    def rows(self) -> Iterable[FieldRow]:
        """A row for each question; occasion and template are chosen."""
        for row in super().rows():
            if row.field.name == "occasion":
                yield FieldRow(row.field, ChoiceEntry(list(self._of), self._about))
            elif row.field.name == "template":
                yield FieldRow(row.field, ChoiceEntry(self._templates()))
            else:
                yield row

    def panels(self) -> Iterable[Widget]:
        """What else is known of the day, and which messages are left out."""
        yield from super().panels()
        yield Static(self._aside(), markup=False, id="aside")

    def first(self) -> FieldRow:
        """The words."""
        return self.row("words")

    def noticed(self, row: FieldRow) -> None:
        """Another occasion or template: other words."""
        if row.field.name == "occasion":
            self._about = str(row.content)
            self.query_one("#aside", Static).update(self._aside())
        if row.field.name in ("occasion", "template"):
            entry = self.row("words").entry
            chosen = str(self.row("template").content) if self.query("#row-template") else ""
            if isinstance(entry, TextEntry) and chosen != OWN:
                entry.text = self._words(chosen)

    def act(self, given: dict[str, Any]) -> Outcome:
        """Log it."""
        return greetings.send(self.desk, self.offer.customer.id, given["words"], given["channel"])

    def _templates(self) -> list[str]:
        names = dict.fromkeys(message.template for one in self._of.values() for message in one.messages)
        first = [message.template for message in self._of[self._about].messages]
        return [*first, *(name for name in names if name not in first), OWN]

    def _words(self, template: str) -> str:
        """The message of the occasion by this template; the first, where it has none of that name."""
        ready = self._of[self._about].messages if self._about else ()
        found = next((one for one in ready if one.template == template), ready[0] if ready else None)
        return found.words if found is not None else ""

    def _aside(self) -> Content:
        due = self._of.get(self._about)
        if due is None:
            return Content("")
        told = [": ".join(filter(None, (due.occasion, due.aside))), *due.left_out]
        if not due.messages and not due.left_out:
            told.append("No message is kept in the settings: type your own.")
        return Content("\n").join(map(one_line, told))
