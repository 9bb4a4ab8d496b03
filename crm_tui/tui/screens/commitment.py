"""One commitment: the words used, what they were understood to say, and where it stands."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.content import Content

from crm_tui.comparison.vocabulary import kinds
from crm_tui.domain import repeats
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Interaction
from crm_tui.services import records, waiting
from crm_tui.services.house_words import HouseWords
from crm_tui.services.work_calendar import DueDays, due_days
from crm_tui.tui.adding import COMMITMENT, Added
from crm_tui.tui.present import (
    certainty_mark,
    due_words,
    kind_word,
    lines,
    safe,
    spoken_day,
    status_mark,
    verdict_mark,
    when_mark,
)
from crm_tui.tui.screens.detail import DetailPage, Related, related, titled
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class CommitmentFound:
    """A commitment with where it comes from."""

    commitment: Commitment
    """What is owed."""

    customer: Customer
    """To whom, or by whom."""

    waits: str
    """What it waits for, in a line."""

    lines: list[Related]
    """Its customer, deal and interaction."""

    days: DueDays
    """How its due date stands."""


class CommitmentPage(DetailPage[CommitmentFound]):
    """The commitment's facts, and its customer, deal and interaction."""

    NOUN = "where it comes from"
    NEW_KINDS: ClassVar[tuple[Added, ...]] = (COMMITMENT,)
    _found: CommitmentFound | None = None

    def read(self) -> CommitmentFound:
        """The commitment and what it points to."""
        store, today = self.desk.store, self.desk.today()
        days = due_days(store, today)
        one = records.get(self.desk, Commitment, self.record_id)
        customer = records.get(self.desk, Customer, one.customer_id)
        deal = store.get(Deal, one.deal_id) if one.deal_id else None
        said = store.get(Interaction, one.interaction_id) if one.interaction_id else None
        waits = waiting.words(store, one)
        first = store.get(Commitment, one.after_id) if one.after_id else None
        return CommitmentFound(
            one,
            customer,
            waits,
            [related(each, days, words=self.desk_app.house) for each in (customer, deal, said, first) if each],
            days,
        )

    def show(self, found: CommitmentFound) -> None:
        """Show facts and what it points to."""
        self._found = found
        self._show_facts()
        self.records.show(found.lines)
        if found.commitment.deal_id and found.commitment.claim:
            self.desk_app.verdicts.reckon([found.commitment.deal_id], self)

    def subject(self) -> tuple[int | None, int | None]:
        """Whose it is, and for which deal."""
        meant = self.commitment()
        return (meant.customer_id, meant.deal_id) if meant else (None, None)

    def commitment(self) -> Commitment | None:
        """The commitment of this page, wherever the cursor is."""
        return self._found.commitment if self._found else None

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self._show_facts()

    def action_edit(self) -> None:
        """Change the commitment."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        if meant := self.commitment():
            self.desk_app.open_form(CommitmentForm(self.desk, meant, meant.customer_id, meant.deal_id))

    def _show_facts(self) -> None:
        if self._found is None:
            return
        one, today = self._found.commitment, self.today
        stands = status_mark(one.status).content
        if one.settled_on:
            stands = stands + Content(f" on {spoken_day(one.settled_on, today)}")
        due = Content(due_words(one.due, self._found.days))
        if one.is_open:
            mark = when_mark(self._found.days.stands(one.due))
            due = Content.styled(f"{mark.symbol} {due.plain}", mark.style)
            if one.due and one.due < today:
                due = due + Content(f" ({spoken_day(one.due, today)})")
        known = self.desk_app.verdicts.known(one.deal_id) if one.deal_id else None
        verdict = known.by_promise.get(one.id) if known else None
        self.facts.show(
            [
                titled(kind_word(one.kind).capitalize(), self._found.customer.name),
                Fact("words used", lines(one.words), alone=True),
                Fact("understood", self._understood(), alone=True),
                Fact("status", stands),
                Fact("due", due),
                Fact("paper says", verdict_mark(verdict).content if verdict else Content("")),
                Fact("certainty", Content(certainty_mark(one.certainty).word)),
                *_facts(one, self._found.waits, self.desk_app.house),
                Fact("owner", safe(one.owner)),
                Fact("promised by", safe(one.promised_by)),
                Fact("made", Content(spoken_day(one.made_on, today))),
                Fact("remark", lines(one.remark), alone=True),
            ]
        )

    def _understood(self) -> Content:
        claim = self._found.commitment.claim if self._found else None
        if claim is None:
            return Content("")
        kind = kinds().get(claim.term or "")
        return safe(f"{kind.label if kind else 'no term recognised'}: {claim.said}")


def _facts(one: Commitment, waits: str, words: HouseWords) -> list[Fact]:
    """The first date and each new one, how it comes back, what it waits for, where it is brought, and who owed it."""
    found = [Fact("time", Content(f"{one.at:%H:%M}" if one.at else ""))]
    if one.dates:
        found.append(Fact("first due", Content(str(one.first_due))))
    for new in one.dates:
        how = f" by {new.how}" if new.how else ""
        why = f": {new.why}" if new.why else ""
        line = f"{new.was} to {new.due}, agreed{how} on {new.agreed_on}, noted by {new.by}{why}"
        found.append(Fact("new date", lines(line), alone=True))
    if one.every is not None:
        series = f"; a later time of #{one.series}" if one.series else ""
        found.append(Fact("repeats", Content(f"{repeats.words(one.every)}{series}"), alone=True))
    found.append(Fact("waits", lines(waits), alone=True))
    if one.delivery is not None:
        where, took = one.delivery, f"received by {one.delivery.received_by}" if one.delivery.received_by else ""
        told = [part for part in (where.address, where.window, took, where.proof) if part]
        found.append(Fact("delivery", lines("; ".join(told)), alone=True))
    if one.told is not None:
        found.append(Fact("told", Content(f"the {words.one}, by {one.told}")))
    if one.owners:
        found.append(
            Fact("owners", lines(", ".join(f"{each.owner} since {each.since}" for each in one.owners)), alone=True)
        )
    return found
