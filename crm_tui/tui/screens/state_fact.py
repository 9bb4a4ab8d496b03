"""One fact of the state of a relationship, in full, above every record that it counts."""

from collections.abc import Sequence

from textual import on
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.services import ground_rules, records, relationship, timeline
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.relationship import About, Stands
from crm_tui.services.work_calendar import due_days
from crm_tui.tui.adding import COMMITMENT, INCIDENT, INTERACTION, Added
from crm_tui.tui.present import lines, safe
from crm_tui.tui.screens.counted import Counted, CountedPage
from crm_tui.tui.screens.detail import of_entry
from crm_tui.tui.sections.state import stands_mark
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.facts import Fact

_KINDS: dict[str, type[Record]] = {one.table: one for one in (Commitment, Feedback, Incident, Interaction)}

_RULES = {
    About.CONTACT: "Our own contacts, beside how often we want to be in touch.",
    About.KEPT: "What we owed them and was due: kept no later than the day that was agreed last.",
    About.MISMATCHES: "Promises on open deals of which the newest paper gives less, until that is decided.",
    About.INCIDENTS: "What went wrong for them: open, put right not long ago, and before.",
    About.FEEDBACK: "What they said of us; by the last rating, up to 2 of 5 needs care, and 3 is to be looked at.",
    About.FELT: "How they felt in a contact, as it was noted; by the last one, up to 2 of 5 needs care.",
}

_ADDED: dict[About, tuple[Added, ...]] = {
    About.CONTACT: (INTERACTION,),
    About.KEPT: (COMMITMENT,),
    About.INCIDENTS: (INCIDENT,),
    About.FELT: (INTERACTION,),
}


class StateFactPage(CountedPage):
    """What a fact says, by which rule, and the list behind its number."""

    def __init__(self, customer_id: int, about: About) -> None:
        super().__init__(customer_id, self._fact)
        self.about = about
        """Which fact."""

    def adds(self) -> Sequence[Added]:
        """What would be counted here."""
        return _ADDED.get(self.about, ())

    def _fact(self, desk: Desk) -> Counted:
        store, today = desk.store, desk.today()
        customer = records.get(desk, Customer, self.record_id)
        rules = ground_rules.in_force(store)
        found = relationship.state(store, customer, today, rules, self.desk_app.verdicts.at_hand)
        fact = next(one for one in found.facts if one.about is self.about)
        days, names = due_days(store, today), Names(store)
        counted = (store.get(_KINDS[table], number) for table, number in fact.parts)
        listed = [
            of_entry(timeline.entry(one, customer.id, names, self.desk_app.house), days)
            for one in counted
            if one is not None
        ]
        mark = stands_mark(fact.stands)
        told = Content(f"{mark.symbol} ") if fact.stands is Stands.NONE else mark.content + Content(": ")
        facts = [
            Fact("", told + safe(fact.words), alone=True),
            Fact("counts", lines(_RULES[self.about]), alone=True),
        ]
        deals = [one.id for one in store.find(Deal, customer_id=customer.id) if one.is_open]
        return Counted(customer, fact.about, facts, listed, deals)

    def show(self, found: Counted) -> None:
        """Show the fact and its list; of mismatches, compare what was not compared yet."""
        super().show(found)
        if self.about is About.MISMATCHES and found.deals:
            self.desk_app.verdicts.reckon(found.deals, self)

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        # a reading that finds nothing new reckons nothing new, and ends here
        self.reload()
