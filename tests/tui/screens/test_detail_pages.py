import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.services.desk import Desk


async def test_a_customer_shows_who_they_are_and_all_that_happened(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press("2", "slash", *"meera", "enter", "enter")
        for part in ["Meera Iyer", "+91 98200 11223", "Prefers Tamil. Call after 6 pm.", "Her father signs with her."]:
            assert part in at.text
        await at.press("y", "j", "enter")
        kinds = [line[2:].split()[3] for line in at.lines if line[2:5] in ("Sat", "Wed", "Mon")]
        assert kinds == ["paper", "branch", "promise", "promise", "promise", "deal"], "newest first, each once"


async def test_every_line_of_a_timeline_opens_its_record(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"meera", "enter", "enter", "y", "j", "enter", "j", "enter")
        assert "said Offered 8.4 fixed for 3 yrs, no PF." in at.text
        await at.press("enter")
        assert "words used 8.4 fixed for 3 yrs" in at.text
        assert "understood Rate of interest: 8.4 % p.a." in at.text
        await at.press("escape", "escape", "G", "enter")
        assert "stage Review since Sun 15 Nov" in at.text
        await at.press("escape", "escape", "escape")
        assert "filter: meera" in at.text


async def test_a_deal_shows_its_promises_with_their_verdicts(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter")
        assert "▼ WORSE ON PAPER" in next(line for line in at.lines if "8.4 fixed for 3 yrs  " in line)
        assert "✗ CONTRADICTED" in next(line for line in at.lines if "no PF  " in line)
        assert "paper says ✗1 ▼1 !1" in at.text
        assert "value INR 48,00,000" in at.text
        assert "sanction-letter.txt (v1, sanction letter)" in at.text


async def test_r_reviews_a_deal_from_its_page(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter", "r")
        assert "[5 Review]" in at.text
        assert "✗ CONTRADICTED" in at.text
        await at.press("3")
        assert "[3 Deals]" in at.text


async def test_a_attaches_a_paper_to_a_deal(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "a")
        assert "Attach" in at.text
        await at.press("escape")
        assert "Open deals: 4" in at.text


@pytest.mark.parametrize(
    ("keys", "status", "shown"),
    [
        (["d", "enter"], Status.KEPT, "status ✓ kept on Sat 21 Nov"),
        (["b", "x", "ctrl+s"], Status.BROKEN, "status ✗ broken on Sat 21 Nov"),
        (["w", "ctrl+s"], Status.WITHDRAWN, "status – withdrawn on Sat 21 Nov"),
    ],
    ids=["kept", "broken", "withdrawn"],
)
async def test_a_commitment_is_settled_on_its_page(
    desk: Desk, sit_down, keys: list[str], status: Status, shown: str
) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "enter", *keys)
        assert shown in at.text
        assert desk.store.get(Commitment, 4).status is status
        await at.press("o")
        assert "status ○ open" in at.text
        assert desk.store.get(Commitment, 4).settled_on is None


async def test_new_on_a_customer_asks_what_to_add(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "enter", "n")
        assert "New interaction" in at.text
        await at.press("j", "j", "enter")
        assert "New deal" in at.text
        assert "Anil Deshmukh" in at.text, "the form knows whose deal it will be"
        await at.press("escape", "n", "escape")
        assert "Timeline (3)" in at.text


async def test_what_is_added_on_a_page_is_shown_there(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter", "n", "enter")
        assert "New commitment" in at.text
        await at.press(*"Top-up in May")
        await at.heard()
        await at.press("ctrl+s")
        await at.until("On this deal: 6")
        assert "Top-up in May" in at.text


async def test_a_long_note_scrolls_and_leaves_room_for_the_list(desk: Desk, sit_down) -> None:
    from crm_tui.domain.interaction import Interaction
    from crm_tui.services import records

    long = "\n".join(f"line {number}" for number in range(60))
    records.add(desk, Interaction(customer_id=1, on=desk.today(), by="asha", said=long))
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"meera", "enter", "enter", "y", "j", "enter", "enter")
        assert "line 0" in at.text
        assert "Meera Iyer" in at.cursor
        await at.press("tab", "end")
        assert "line 59" in at.text


@pytest.mark.parametrize(
    "way", [("3", "enter"), ("3", "enter", "tab"), ("2", "slash", *"meera", "enter", "enter", "G", "enter")]
)
async def test_new_on_a_deal_asks_what_to_add_wherever_it_was_opened(
    desk: Desk, sit_down, way: tuple[str, ...]
) -> None:
    async with sit_down(desk) as at:
        await at.press(*way, "n")
        assert "New commitment" in at.text
        assert "New interaction" in at.text
        await at.press("j", "enter")
        assert "New interaction" in at.text
        assert "Meera Iyer" in at.text


async def test_a_customer_shows_what_is_remembered_of_them(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (110, 40)) as at:
        await at.press("2", "slash", *"meera", "enter", "enter")
        assert "next by 9 Feb 2027; every 90" in at.text
        await at.press("e")
        at.app.screen.row("contact_days").put_focus()
        await at.press(
            "3", "0", "tab", *"birthday 29 feb 1992: Meera", "tab", *"Gold Club, gold, until 31 mar", "ctrl+s"
        )
        assert "; every 30 days" in at.text
        assert "occasions Meera, 29 Feb 1992 (on the 28th in common years)" in at.text
        assert "memberships Gold Club, gold, until 31 Mar 2027" in at.text


async def test_the_timeline_tells_who_sought_the_other(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"meera", "enter", "enter", "y", "j", "enter", "n", "enter")
        at.app.screen.row("direction").put_focus()
        await at.press("right")
        assert "they contacted us" in at.text
        await at.press("tab", "tab", *"Asked for the letter", "ctrl+s")
        assert "from them, to asha" in at.cursor
        assert sum("by asha" in line for line in at.lines if "branch" in line) == 1
        await at.press("enter")
        assert "they contacted us" in at.text
