"""Forms of what is done with commitments: one or many at once, with as few questions as the act needs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.interaction import Channel, Direction
from crm_tui.services import acts
from crm_tui.services.desk import Desk
from crm_tui.services.doing import Act, sorted_out
from crm_tui.services.outcomes import Outcome, reasons
from crm_tui.tui.forms.answers import Answer, read_time, show_time
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import counted, one_line

Asked = tuple[Field, object]
"""A question with what stands in it at first."""

_LISTED = 5


class ActForm(Form[Outcome]):
    """Asks what an act needs and does it; enter in the last line saves."""

    def __init__(self, desk: Desk, title: str, told: Sequence[str] = ()) -> None:
        """``told`` are the lines on what it is done with."""
        super().__init__(desk, title)
        self._told = tuple(told)

    def asked(self) -> Iterable[Asked]:
        """The questions, in order."""
        raise NotImplementedError

    def act(self, given: dict[str, Any]) -> Outcome:
        """Do it with these answers."""
        raise NotImplementedError

    def rows(self) -> Iterable[FieldRow]:
        """A row for each question."""
        for field, value in self.asked():
            if field.shape is Shape.STAFF:
                yield FieldRow(field, NameEntry(self.desk, field.show(value), hint=field.hint))
            else:
                yield FieldRow(field, entry_for(field, value))

    def panels(self) -> Iterable[Widget]:
        """What it is done with, and what can't be done."""
        yield Static(Content("\n").join(one_line(line) for line in self._told), markup=False, id="told")

    def prepare(self, answers: dict[str, Answer]) -> Save[Outcome] | None:
        """Do it."""
        return partial(self.act, {name: answer.value for name, answer in answers.items()})

    def saved_line(self, result: Outcome) -> str:
        """What was done, what not, and what followed."""
        return f"{result.words[:1].upper()}{result.words[1:]}"

    @on(Input.Submitted)
    def _ended(self, event: Input.Submitted) -> None:
        rows = list(self.query(FieldRow))
        if rows and event.control is rows[-1].entry:
            event.prevent_default()
            self.action_save()


class CommitmentsForm(ActForm):
    """An act on commitments. Those with which it makes no sense are told before anything is done."""

    ACT: ClassVar[Act]

    def __init__(self, desk: Desk, ones: Sequence[Commitment], of: int = 0) -> None:
        """``of`` is how many those were chosen from; 0 where that is not told."""
        self.fit, left = sorted_out(self.ACT, ones)
        self.ones = tuple(ones)
        number = f"{len(ones):,} of {of:,}" if of else f"{len(ones):,}"
        subject = ones[0].words if len(ones) == 1 else f"{number} commitments"
        told = []
        if left:
            told.append(
                f"{len(self.fit)} of {counted(len(ones), 'commitment')} can be; {len(left)} not: {reasons(left)}"
            )
        if len(ones) > 1:
            told += [f"· {' '.join(one.words.split())}" for one in self.fit[:_LISTED]]
            told += [f"and {len(self.fit) - _LISTED} more"] if len(self.fit) > _LISTED else []
        if len(self.fit) == 1 and (to := self.fit[0].delivery) is not None and (to.address or to.window):
            told.append(f"To {', '.join(' '.join(part.split()) for part in (to.address, to.window) if part)}")
        super().__init__(desk, f"{self.title_of()}: {' '.join(subject.split())}", told)

    def title_of(self) -> str:
        """What is done, in a word or two."""
        return str(self.ACT).capitalize()

    def _all(self, test: Callable[[Commitment], bool]) -> bool:
        return all(map(test, self.fit))

    def _any(self, test: Callable[[Commitment], bool]) -> bool:
        return any(map(test, self.fit))

    def _delivery(self) -> Iterable[Asked]:
        if self._any(lambda one: one.delivery is not None):
            yield Field("received_by", "Received by", hint="who took it at the door"), ""
            yield Field("proof", "Proof", hint="a receipt's number, a photograph's name"), ""


def _on(desk: Desk, label: str, name: str = "on") -> Asked:
    return Field(name, label, Shape.PAST_DAY, hint="today, yesterday, 20 nov", required=True), desk.today()


class KeepForm(CommitmentsForm):
    """Kept: when, and who received what was delivered."""

    ACT = Act.KEEP

    def asked(self) -> Iterable[Asked]:
        """The day, and the delivery."""
        yield from self._delivery()
        yield _on(self.desk, "Kept on")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record that they were kept."""
        return acts.keep(self.desk, self.ones, given["on"], given.get("received_by", ""), given.get("proof", ""))


class KeepPartlyForm(CommitmentsForm):
    """Partly kept: what, and when."""

    ACT = Act.KEEP_PARTLY

    def asked(self) -> Iterable[Asked]:
        """What was kept, then the day."""
        yield Field("what", "What was kept", hint="two of three; what is missing"), ""
        yield from self._delivery()
        yield _on(self.desk, "Kept on")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        took = given.get("received_by", ""), given.get("proof", "")
        return acts.keep_partly(self.desk, self.ones, given["on"], given["what"], *took)


class BreakForm(CommitmentsForm):
    """Broken: why, and since when."""

    ACT = Act.BREAK

    def asked(self) -> Iterable[Asked]:
        """The reason, then the day."""
        yield Field("why", "Why", hint="why it was not kept"), ""
        yield _on(self.desk, "Broken on")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        return acts.break_(self.desk, self.ones, given["why"], given["on"])


class WithdrawForm(CommitmentsForm):
    """Withdrawn: how and when the customer was told; for good, where it would come back."""

    ACT = Act.WITHDRAW

    def asked(self) -> Iterable[Asked]:
        """How the customer was told, whether it comes back, why, and the day."""
        ours = self._all(lambda one: one.kind is CommitmentKind.TASK)
        if not ours:
            yield Field("how", "Told by", Shape.CHOICE, choices=Channel), Channel.CALL
        if self._any(lambda one: one.every is not None):
            yield Field("for_good", "For good", Shape.YES_NO), False
        yield Field("why", "Why", hint="why it no longer stands"), ""
        yield _on(self.desk, "Withdrawn on" if ours else "Told on")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        for_good = bool(given.get("for_good", False))
        return acts.withdraw(self.desk, self.ones, given.get("how"), given["on"], given["why"], for_good=for_good)


class DisputeForm(CommitmentsForm):
    """Disputed: by whom, and what."""

    ACT = Act.DISPUTE

    def asked(self) -> Iterable[Asked]:
        """What is disputed."""
        yield Field("why", "What", hint="who says what"), ""

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record it."""
        return acts.dispute(self.desk, self.ones, given["why"])


class NewDateForm(CommitmentsForm):
    """Another date: which, how and when it was agreed, and why. The first date stays visible."""

    ACT = Act.RENEGOTIATE

    def title_of(self) -> str:
        """A new date, whatever its status is called."""
        return "New date"

    def asked(self) -> Iterable[Asked]:
        """The date, how and when it was agreed with the customer, and the reason."""
        yield Field("due", "New date", Shape.DAY, hint="fri, 25 nov, +3", required=True), None
        yield Field("at", "Time", hint="if one was agreed: 16:00, 4pm", own=(read_time, show_time)), None
        if not self._all(lambda one: one.kind is CommitmentKind.TASK):
            yield Field("how", "Agreed by", Shape.CHOICE, choices=Channel), Channel.CALL
        yield Field("why", "Why", hint="what came between"), ""
        yield _on(self.desk, "Agreed on", "agreed_on")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Record what was agreed."""
        how = given.get("how")
        return acts.renegotiate(self.desk, self.ones, given["due"], given["at"], how, given["agreed_on"], given["why"])


class ReassignForm(CommitmentsForm):
    """Handed on: to whom, and why. Who promised it stays."""

    ACT = Act.REASSIGN

    def title_of(self) -> str:
        """What is done, in two words."""
        return "Hand over"

    def asked(self) -> Iterable[Asked]:
        """The new owner and the reason."""
        yield Field("owner", "To", Shape.STAFF, hint="who owes it from now on"), ""
        yield Field("why", "Why", hint="if it is to be remembered"), ""

    def act(self, given: dict[str, Any]) -> Outcome:
        """Hand them on."""
        return acts.reassign(self.desk, self.ones, given["owner"], given["why"])


class ReopenForm(CommitmentsForm):
    """Opened again: asked only where several are meant."""

    ACT = Act.REOPEN

    def asked(self) -> Iterable[Asked]:
        """Whether it is meant."""
        yield Field("sure", "Owed again", Shape.YES_NO), True

    def act(self, given: dict[str, Any]) -> Outcome:
        """Open them again."""
        if not given["sure"]:
            return Outcome(str(self.ACT))
        return acts.reopen(self.desk, self.ones)


class SnoozeForm(ActForm):
    """Puts lines of the daily check off, for who sits here alone."""

    def __init__(self, desk: Desk, keys: Sequence[str], words: str, until: date) -> None:
        """``keys`` are those of the lines; ``words`` is what the only one says; ``until`` is what is offered."""
        self.keys = tuple(keys)
        self.until = until
        subject = words if len(keys) == 1 and words else counted(len(keys), "line")
        super().__init__(desk, f"Put off for me: {subject}", ["What is owed does not change: only your own list does"])

    def asked(self) -> Iterable[Asked]:
        """Until when."""
        yield Field("until", "Until", Shape.DAY, hint="mon, +3, 1 dec", required=True), self.until

    def act(self, given: dict[str, Any]) -> Outcome:
        """Put them off."""
        return acts.snooze(self.desk, self.keys, given["until"])


class ContactForm(ActForm):
    """Logs one contact with each of these customers."""

    def __init__(self, desk: Desk, customer_ids: Sequence[int], name: str = "", of: int = 0) -> None:
        """``name`` is that of the only one; ``of`` how many they were chosen from."""
        self.customer_ids = tuple(dict.fromkeys(customer_ids))
        number = len(self.customer_ids)
        several = f"{number} of {of} customers" if of else counted(number, "customer")
        super().__init__(desk, f"Log a contact: {name if number == 1 and name else several}")

    def asked(self) -> Iterable[Asked]:
        """How, who sought the other, what was said, and when."""
        yield Field("channel", "How", Shape.CHOICE, choices=Channel), Channel.CALL
        yield Field("direction", "Who", Shape.CHOICE, choices=Direction), Direction.OUT
        yield Field("said", "What was said", hint="as it was said"), ""
        yield _on(self.desk, "On")

    def act(self, given: dict[str, Any]) -> Outcome:
        """Log it."""
        on: date = given["on"]
        return acts.log_contact(self.desk, self.customer_ids, given["channel"], given["direction"], given["said"], on)


FORMS: dict[Act, type[CommitmentsForm]] = {
    form.ACT: form
    for form in (KeepForm, KeepPartlyForm, BreakForm, WithdrawForm, DisputeForm, NewDateForm, ReassignForm, ReopenForm)
}
"""The form of each act on commitments."""
