"""A small desk with a fixed day, shared by all tests of the screens."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

import pytest
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Contact, Customer, CustomerKind
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.document import DocumentType
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.review import Comparison, Confidence, Evidence, Finding, Surprise, Verdict
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from crm_tui.reading.files import read_paper
from crm_tui.services import papers, review
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui.app import DeskApp
from tests.tui.keyboard import send
from tests.tui.parsing import parse_once
from tests.tui.waiting import comes, settled, typing_paused, wait_for_idle, wait_for_screen

TODAY = date(2026, 11, 21)
PAPER = """SANCTION LETTER

Loan amount: Rs. 48,00,000
Rate of interest: 8.75 % p.a. fixed for 3 years
Processing fee: 0.5 % of the loan amount
Tenure: 180 months
Prepayment: a charge of 2 % applies
"""


STAFF = {"asha": (Role.BRANCH_MANAGER, Role.ADMIN), "vikram": (Role.CHECKER,), "meena": (Role.AUDITOR,)}
"""Who works here, so that nobody is asked at each start who is admin."""


def days(count: int) -> date:
    """The day so many days from the desk's today."""
    return TODAY + timedelta(days=count)


def customers() -> list[Customer]:
    def person(name: str, place: str, phone: str, owner: str = "asha", **more: object) -> Customer:
        return Customer(name=name, place=place, phone=phone, owner=owner, since=date(2024, 3, 4), **more)

    firm = CustomerKind.INSTITUTION
    return [
        person(
            "Meera Iyer", "Wakad", "+91 98200 11223", care="Prefers Tamil. Call after 6 pm.\nHer father signs with her."
        ),
        person(
            "Kothari Textiles Pvt Ltd",
            "Surat",
            "+91 261 555 0142",
            kind=firm,
            contacts=(Contact(name="Jignesh Kothari", role="proprietor", phone="+91 98250 40404"),),
        ),
        person("रमेश पाटील", "Nashik", "+91 94220 88001", owner="vikram"),
        person("José Álvarez", "Panaji", "+91 832 555 0107"),
        person("王小明", "Mumbai", "+91 22 5550 0133", owner="vikram"),
        person("Sunrise Diagnostics LLP", "Pune", "+91 20 5550 0177", kind=firm),
        person("Farida Sheikh", "Kondhwa", "+91 90110 20202", owner="vikram"),
        person("Anil Deshmukh", "Baner", "+91 98600 31313"),
    ]


def deals() -> list[Deal]:
    def deal(customer_id: int, title: str, area: Area, stage: Stage, amount: str | None, **more: object) -> Deal:
        value = Money(amount=Decimal(amount), currency="INR") if amount else None
        fields: dict[str, object] = {"owner": "asha", "opened": days(-40), "stage_since": days(-6)}
        return Deal(customer_id=customer_id, title=title, area=area, stage=stage, value=value, **{**fields, **more})

    return [
        deal(1, "Home loan, Wakad flat", Area.LOAN, Stage.REVIEW, "4800000", next_step="Ask credit about the rate"),
        deal(2, "Working capital 2026", Area.LOAN, Stage.PROPOSAL, "25000000"),
        deal(3, "Tractor loan", Area.LOAN, Stage.ENQUIRY, "900000", owner="vikram"),
        deal(6, "Group health cover", Area.INSURANCE, Stage.PAPER_ISSUED, "1250000"),
        deal(5, "Fixed deposit", Area.DEPOSIT, Stage.LIVE, "600000", owner="vikram"),
        deal(8, "Car loan", Area.LOAN, Stage.LOST, None),
    ]


def commitments() -> list[Commitment]:
    def owed(customer_id: int, words: str, due: date | None, deal_id: int | None = None, **more: object) -> Commitment:
        fields: dict[str, object] = {"owner": "asha", "made_on": days(-10)}
        return Commitment(customer_id=customer_id, words=words, due=due, deal_id=deal_id, **{**fields, **more})

    def claim(term: str, said: str, **more: object) -> Claim:
        return Claim(term=term, said=said, **more)

    task, theirs = CommitmentKind.TASK, CommitmentKind.THEIRS
    rate = claim("loan.rate", "8.4 % p.a.", form=Form.VALUE, low=Decimal("8.4"), unit="%", per="year")
    fee = claim("loan.processing_fee", "no processing fee", form=Form.NIL)
    return [
        owed(1, "8.4 fixed for 3 yrs", None, 1, claim=rate, interaction_id=1),
        owed(1, "no PF", None, 1, claim=fee, interaction_id=1),
        owed(1, "Send the sanction letter", days(-3), 1),
        owed(2, "Call back about the collateral", days(-12), 2),
        owed(2, "Balance sheets for two years", days(-1), 2, kind=theirs),
        owed(6, "Quote with maternity cover", days(0), 4),
        owed(8, "Return the original RC book", days(0), kind=task),
        owed(3, "Visit the farm with the valuer", days(3), 3, owner="vikram"),
        owed(4, "New cheque book by Friday", days(6)),
        owed(7, "Explain the locker rent", days(7), owner="vikram"),
        owed(5, "Renew the deposit at the senior rate", days(60), 5, owner="vikram"),
        owed(6, "Cashless list of hospitals", None, 4),
        owed(4, "Waive the cheque return charge", days(-20), status=Status.KEPT, settled_on=days(-21)),
        owed(8, "Car loan answer in two days", days(-30), 6, status=Status.BROKEN, settled_on=days(-25)),
        owed(7, "A calendar for the new year", None, status=Status.WITHDRAWN, settled_on=days(-2)),
    ]


@pytest.fixture(autouse=True, scope="session")
def without_waste() -> Iterator[None]:
    """Nothing is waited for longer than it takes, and no style sheet is parsed twice."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(textual_app, "wait_for_idle", wait_for_idle)
        patched.setattr(textual_pilot, "wait_for_idle", wait_for_idle)
        patched.setattr(Pilot, "_wait_for_screen", wait_for_screen)
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A desk at which nothing was recorded yet."""
    store = TinyStore(tmp_path / "desk.json")
    with store.transaction() as now:
        for login, roles in STAFF.items():
            now.add(Member(login=login, roles=roles, since=days(-400)))
    return Desk(store=store, read_paper=read_paper, today=lambda: TODAY, officer="asha")


@pytest.fixture
def desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    """Eight customers, six deals, fifteen commitments, two interactions, and one paper on the first deal."""
    letter = tmp_path / "sanction-letter.txt"
    letter.write_text(PAPER)
    with empty_desk.store.transaction() as now:
        for record in [*customers(), *deals(), *commitments()]:
            now.add(record)
        now.add(
            Interaction(
                customer_id=1,
                deal_id=1,
                on=days(-10),
                channel=Channel.BRANCH,
                by="asha",
                said="Offered 8.4 fixed for 3 yrs, no PF. She wants the letter this week.",
            )
        )
        now.add(Interaction(customer_id=2, on=days(-2), channel=Channel.CALL, by="asha", said="Asked for the sheets."))
    home_loan = empty_desk.store.get(Deal, 1)
    assert home_loan is not None
    papers.attach(empty_desk, home_loan, letter, type=DocumentType.SANCTION_LETTER, issued_on=days(-4))
    empty_desk.done.forget()
    return empty_desk


VERDICTS = {"8.4 fixed for 3 yrs": Verdict.WORSE, "no PF": Verdict.CONTRADICTED}
"""What the comparison is made to find, so that the screens are tested apart from it."""


def _found(promises, paper, **_: object) -> Comparison:
    fee = (Evidence(page=1, line=5, text="Processing fee: 0.5 % of the loan amount"),)
    findings = tuple(
        Finding(
            text=said.text,
            start=said.start,
            end=said.end,
            claim=said.claim,
            label=said.label,
            paper=None,
            verdict=VERDICTS.get(said.text, Verdict.UNCLEAR),
            severity=Severity.BLOCK,
            confidence=Confidence.HIGH,
            explanation="as the test has it",
            evidence=fee,
        )
        for said in promises
    )
    prepayment = Surprise(
        term=None, label="Prepayment", severity=Severity.WARN, explanation="nobody said so", evidence=fee
    )
    return Comparison(findings=findings, surprises=(prepayment,))


@pytest.fixture
def fixed_verdicts(monkeypatch: pytest.MonkeyPatch):
    """A comparison that always finds the same."""
    review._compare.cache_clear()
    monkeypatch.setattr(review, "compare", _found)
    yield
    review._compare.cache_clear()


class Seat:
    """Somebody at the keyboard of the whole program."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each answered before the next; letters for a field come as fast as typed."""
        left = list(keys)
        while left:
            if len(left[0]) == 1 and isinstance(self.app.focused, Input | TextArea):
                letters = list(takewhile(lambda key: len(key) == 1, left))
                del left[: len(letters)]
                send(self.app, "".join(letters))
            else:
                await self.pilot.press(left.pop(0))
            await self.settle()

    async def settle(self) -> None:
        """Wait for what was asked of the store."""
        await settled(self.pilot)

    async def until(self, text: str) -> None:
        """Wait until the terminal shows a text."""
        assert await comes(lambda: text in self.text), f"{text!r} never came:\n{self.text}"
        # it may be painted before it takes keys
        await self.pilot.pause()

    async def heard(self) -> None:
        """Wait until typing has paused for so long that what was typed was looked at."""
        await typing_paused(self.pilot)
        await self.settle()

    async def until_so(self, fact: Callable[[], object]) -> None:
        """Wait until something is so."""
        assert await comes(fact), f"it never was so:\n{self.text}"

    async def to_field(self, name: str) -> None:
        """Tab to a field of a form."""
        for _ in range(30):
            focused = self.app.focused
            if focused is not None and any(one.id == f"row-{name}" for one in focused.ancestors):
                return
            await self.press("tab")
        raise AssertionError(f"tab never comes to {name}:\n{self.text}")

    @property
    def lines(self) -> list[str]:
        """What stands on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def line(self, text: str) -> str:
        """The first line on the terminal that holds a text."""
        return next((line for line in self.lines if text in line), "")

    async def find(self, text: str) -> None:
        """Set the cursor of the list on the first line that holds a text."""
        await self.press("g")
        for _ in range(60):
            if text in self.cursor:
                return
            await self.press("j")
        raise AssertionError(f"no line holds {text!r}:\n{self.text}")

    @property
    def cursor(self) -> str:
        """The line under the cursor."""
        return next((line[2:] for line in self.lines if line.startswith("> ")), "")

    @property
    def footer(self) -> str:
        """The last line."""
        return self.lines[-1]


Sit = Callable[..., AbstractAsyncContextManager[Seat]]


@pytest.fixture
def sit_down(monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Start the program at a desk, on a terminal of a size."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    @asynccontextmanager
    async def seated(desk: Desk, size: tuple[int, int] = (80, 24), *, waits: bool = True) -> AsyncIterator[Seat]:
        app = DeskApp(desk)
        async with app.run_test(size=size, notifications=True) as pilot:
            seat = Seat(app, pilot)
            if waits:
                await seat.settle()
            yield seat

    return seated
