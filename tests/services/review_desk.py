"""A desk of several people with one deal that nothing speaks against, for the tests of its review."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, DealReason, Stage
from crm_tui.domain.document import Document, DocumentType
from crm_tui.domain.staff import Member, Role
from crm_tui.reading.files import read_paper
from crm_tui.services import papers, records
from crm_tui.services.actions import Done
from crm_tui.services.capture import capture, hear
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Store

MONDAY = date(2026, 11, 23)
FAIR = "SANCTION LETTER\nRate of interest              8.4 % p.a., fixed for 3 years\n"
DEARER = FAIR.replace("8.4 %", "8.75 %")
NOTE = "interest rate 8.4 % fixed for 3 years"

STAFF = (
    Member(login="root", name="The Admin", roles=(Role.ADMIN,), since=MONDAY),
    Member(login="asha", name="Asha Kulkarni", since=MONDAY),
    Member(login="ravi", name="Ravi Menon", since=MONDAY),
    Member(login="tara", trainee=True, supervisor="sunil", since=MONDAY),
    Member(login="sunil", roles=(Role.SUPERVISOR, Role.CHECKER), since=MONDAY),
    Member(login="vikram", name="Vikram Joshi", roles=(Role.CHECKER,), since=MONDAY),
    Member(login="meera", name="Meera Nair", roles=(Role.BRANCH_MANAGER,), since=MONDAY),
    Member(login="audit", roles=(Role.AUDITOR,), since=MONDAY),
)


class Branch:
    """One store, at which each of the staff may sit."""

    def __init__(self, store: Store, *, session: Callable[[str], Store] | None = None) -> None:
        """``session`` opens the store for somebody; all share one object, if none is given."""
        self.store = store
        self.day = MONDAY
        self._session = session or (lambda _: store)
        self._folder = TemporaryDirectory(prefix="branch-")
        self._papers = 0
        self.desks: dict[str, Desk] = {}
        """Where each of them sits, by login."""
        with store.transaction("the staff") as now:
            for one in STAFF:
                now.add(one)
        asha = self.desk("asha")
        customer = records.add(asha, Customer(name="Sunita Rao", owner="asha", since=MONDAY))
        self.deal_id = records.add(
            asha,
            Deal(
                customer_id=customer.id,
                title="Home loan",
                area=Area.LOAN,
                stage=Stage.PAPER_ISSUED,
                opened=MONDAY,
                stage_since=MONDAY,
                owner="asha",
                what_matters="the flat must be hers by Diwali",
                signing_on=MONDAY + timedelta(days=7),
            ),
        ).id
        self.say("asha", NOTE)
        self.attach("asha", FAIR)

    def desk(self, login: str) -> Desk:
        """Where somebody sits; the same session each time."""
        if login not in self.desks:
            self.desks[login] = self.new_session(login)
        return self.desks[login]

    def new_session(self, login: str) -> Desk:
        """Another session of somebody."""
        return Desk(
            store=self._session(login),
            read_paper=read_paper,
            today=lambda: self.day,
            officer=login,
            now=lambda: datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC),
            done=Done(),
        )

    @property
    def deal(self) -> Deal:
        """The deal as it is stored."""
        found = self.store.get(Deal, self.deal_id)
        assert found is not None
        return found

    def say(self, login: str, note: str) -> None:
        """Note what was said to the customer."""
        desk, deal = self.desk(login), self.deal
        customer = records.get(desk, Customer, deal.customer_id)
        capture(desk, customer, note, deal_id=deal.id, promises=hear(desk, note, deal.area))

    def attach(self, login: str, text: str) -> Document:
        """Attach a new version of the paper."""
        self._papers += 1
        path = Path(self._folder.name) / f"letter-{self._papers}.txt"
        path.write_text(text, encoding="utf-8")
        return papers.attach(self.desk(login), self.deal, path, type=DocumentType.SANCTION_LETTER)

    def edit(self, login: str, **changed: object) -> Deal:
        """Change the deal; another owner gets it as by a handover."""
        deal, desk = self.deal, self.desk(login)
        if changed.get("stage") is Stage.LOST:
            changed = {"outcome": DealReason.PRICE} | changed
        with desk.acting("deal changed", handing_over="owner" in changed) as now:
            return records.replace(desk, now, deal, Deal.model_validate(dict(deal) | changed))

    def wait(self, days: int = 1) -> None:
        """Let days pass."""
        self.day += timedelta(days=days)
