import pytest
from textual.content import Content

from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.tui.screens import customer
from crm_tui.tui.screens.detail import Related
from crm_tui.tui.sections.section import Asked, Section
from crm_tui.tui.widgets.facts import Fact

MEERA = ["2", "slash", *"meera", "enter", "enter"]


def _gifts(asked: Asked) -> list[Related]:
    found = asked.desk.store.find(Gift, customer_id=asked.customer.id)
    return [Related(one, one.on, "Sat 21 Nov", "gift", Content(one.what), Content(one.answer)) for one in found]


@pytest.fixture
def with_gifts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose customers' pages have one section more."""

    def hello(page: object) -> None:
        page.app.notify("opened by its section")

    own = Related(None, None, "", "limit", Content("Rs 2,000 a year"), Content(""), opens=hello, name="limit")
    gifts = Section("Gifts", lambda asked: [*_gifts(asked), own], lambda _: [Fact("given", Content("1 gift"))])
    monkeypatch.setattr(customer, "SECTIONS", (*customer.SECTIONS, gifts))
    worth = Money(amount="400", currency="INR")
    records.add(desk, Gift(customer_id=1, what="[red]sweets", value=worth, on=desk.today(), by="asha"))
    return desk


async def test_a_section_stands_under_its_heading_with_its_facts_on_top(with_gifts: Desk, sit_down) -> None:
    async with sit_down(with_gifts, (80, 40)) as at:
        await at.press(*MEERA)
        assert "given 1 gift" in at.text
        assert "Gifts (2)" in at.text
        await at.press("G", "k")
        assert "[red]sweets" in at.cursor
        await at.press("L")
        assert "contact" in at.cursor, "after the last section comes the first"


async def test_the_next_section_is_shown_from_its_heading_on(with_gifts: Desk, sit_down) -> None:
    async with sit_down(with_gifts, (80, 18)) as at:
        await at.press(*MEERA)
        top = next(line for line in at.text.splitlines() if line.startswith("State of the relationship"))
        row = at.text.splitlines().index(top)
        await at.press("L")
        assert at.text.splitlines()[row].startswith("Owed (")
        assert at.text.splitlines()[row + 1] == f"> {at.cursor}"


async def test_a_line_opens_the_list_where_its_record_stands_and_else_as_it_says(with_gifts: Desk, sit_down) -> None:
    async with sit_down(with_gifts, (80, 40)) as at:
        await at.press(*MEERA, "G", "k", "enter")
        assert "Gifts: 1" in at.text
        assert "[red]sweets" in at.cursor
        await at.press("escape", "j", "enter")
        await at.until("opened by its section")
