"""What each officer has already, to be looked at before more is handed over to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.staff import Member, Role
from crm_tui.services import owned
from crm_tui.services.check_lines import OF_COMMITMENTS, Group
from crm_tui.services.people import People
from crm_tui.services.ports import Store
from crm_tui.services.team import Load, loads


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who could take over, with what they have."""

    login: str
    """Who."""

    load: Load
    """Their lines of the daily check."""

    customers: int
    """How many customers they answer for."""

    deals: int
    """How many open deals."""

    trainees: int
    """How many trainees they supervise."""

    @property
    def owed(self) -> int:
        """How many open commitments are theirs."""
        return sum(self.load.counts[group] for group in OF_COMMITMENTS.values())

    @property
    def overdue(self) -> int:
        """How many of those are overdue."""
        return self.load.counts[Group.OVERDUE]

    @property
    def words(self) -> str:
        """All of it in a line."""
        has = owned.in_words((self.customers, "customer"), (self.deals, "open deal"), (self.owed, "open commitment"))
        late = f"{self.overdue} overdue" if self.overdue else "nothing overdue"
        learns = self.load.member is not None and self.load.member.trainee
        told = [has or "nothing yet", late, owned.in_words((self.trainees, "trainee")), "a trainee" if learns else ""]
        return f"{self.load.called}: {', '.join(filter(None, told))}"


def receivers(store: Store, as_of: date) -> tuple[Receiver, ...]:
    """Everybody on the staff list who is here and may own something, those with the least first."""
    people = People(store.find(Member), as_of)
    customers = Counter(people.key(name) for _, name in store.fields(Customer, "owner"))
    deals = Counter(
        people.key(name)
        for _, name, stage in store.fields(Deal, "owner", "stage")
        if (stage or Stage.ENQUIRY) in OPEN_STAGES
    )
    found = [
        Receiver(
            login=one.login,
            load=load,
            customers=customers[one.id],
            deals=deals[one.id],
            trainees=sum(each.trainee for each in people.team(one.login)),
        )
        for load in loads(store, as_of)
        if (one := load.member) is not None and one.is_here(as_of) and not one.has({Role.AUDITOR})
    ]
    return tuple(sorted(found, key=lambda one: (one.overdue, one.owed, one.customers, one.login)))


def of(found: Sequence[Receiver], name: str) -> Receiver | None:
    """The one who is called so; None where nobody is."""
    called = (one for one in found if one.load.member is not None and one.load.member.is_called(name))
    return next(called, None)
