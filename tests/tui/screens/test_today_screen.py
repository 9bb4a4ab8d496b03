from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.services import records
from crm_tui.services.desk import Desk


async def test_the_page_begins_with_what_needs_attention(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        assert "5 commitments need attention now" in at.text
        for line in [
            "! overdue      3 commitments",
            "● due today    2 commitments",
            "◔ next         3 commitments",
            "○ no date      3 commitments",
        ]:
            assert line in at.text
        first = [line for line in at.lines if line.startswith("  ! overdue") and "late" in line]
        assert len(first) == 3
        assert first[0].endswith("12 days late"), "the most overdue comes first"
        assert "✗ CONTRADICTED Home loan, Wakad flat" in at.text
        assert "✗1 ▼1 !1" in at.text


async def test_a_count_opens_the_commitments_it_counts(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("j", "enter")
        assert "[4 Commitments]" in at.text
        assert "Commitments, only due today: 2" in at.text
        assert "Quote with maternity cover" in at.text
        assert "Call back" not in at.text
        await at.press("escape")
        assert "Open commitments: 12" in at.text


async def test_a_line_opens_its_commitment_and_escape_comes_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("down", "down", "down", "down", "down", "enter")
        assert "words used Call back about the collateral" in at.text
        await at.press("escape")
        assert at.cursor.startswith("! overdue      Call back")


async def test_a_deal_opens_its_review(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("G", "k", "enter")
        assert "[5 Review]" in at.text
        assert "no processing fee" in at.text


async def test_a_clean_day_says_so(desk: Desk, sit_down) -> None:
    for one in desk.store.find(Commitment):
        if one.is_open:
            done = one.model_copy(update={"status": Status.KEPT, "settled_on": desk.today()})
            records.change(desk, one, done)
    async with sit_down(desk) as at:
        assert "A clean day: nothing is overdue and nothing is due today" in at.text
        assert "! overdue      none" in at.text


async def test_more_than_fits_says_how_many_there_are(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        for _ in range(40):
            now.add(desk.store.get(Commitment, 3).model_copy(update={"id": 0}))
    async with sit_down(desk) as at:
        assert "of 45" in next(line for line in at.lines if line.startswith("Overdue and due today"))
        assert "Deals on paper, before signing" in at.text, "the deals stay in sight"
        await at.press("enter")
        assert "Commitments, only overdue: 43" in at.text


async def test_an_empty_desk_opens(empty_desk: Desk, sit_down) -> None:
    async with sit_down(empty_desk) as at:
        assert "A clean day" in at.text
        await at.press("2")
        assert "No customers yet: press n to add the first" in at.text
        await at.press("3")
        assert "No open deals: press n to add one" in at.text
        await at.press("4")
        assert "Nothing is owed here: press n to add a commitment" in at.text


async def test_what_another_session_saves_appears_with_the_cursor_kept(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "j", "j")
        assert at.cursor.startswith("José Álvarez")
        records.add(desk, Customer(name="Aarti Joshi", owner="vikram", since=desk.today()))
        await at.until("Aarti Joshi")
        assert at.cursor.startswith("José Álvarez")
