"""On a small terminal the list is still read, on a large one the room is used."""

import pytest

from crm_tui.services.desk import Desk
from crm_tui.tui.widgets.listing import Heading
from crm_tui.tui.widgets.record_list import RecordList

LEAST_ROWS = 4


@pytest.mark.parametrize("page", ["1", "4", "6", "7"], ids=["today", "commitments", "officers", "kept on time"])
async def test_at_60_columns_and_15_rows_the_list_is_still_read(desk: Desk, sit_down, page: str) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press(page)
        records = at.app.screen.records
        seen = [line for line in at.lines if line.startswith((">", "  "))]
        assert at.cursor
        assert len(records.in_sight) >= min(LEAST_ROWS, len(records.shown)), at.text
        assert all(len(line) <= 60 for line in seen)


async def test_at_60_columns_the_officers_are_told_apart_by_their_names(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press("6")
        assert {"asha", "vikram"} <= {line[2:].split()[0] for line in at.lines if line[2:].split()}


async def test_at_200_columns_the_deal_and_what_else_is_to_be_known_have_their_columns(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (200, 50)) as at:
        assert "Working capital 2026" in at.cursor
        assert "told: supervisor" in at.cursor
        assert at.cursor.count("9 working days late") == 1
        assert len(at.app.screen.records.in_sight) == len(at.app.screen.records.shown)


async def test_what_does_not_fit_into_the_first_line_is_left_out_whole(desk: Desk, sit_down) -> None:
    for width, end in ((80, "asha · Sat 21 Nov"), (72, "Sat 21 Nov"), (60, "5 Review")):
        async with sit_down(desk, (width, 15)) as at:
            assert at.lines[0].rstrip().endswith(end), at.lines[0]


async def test_what_a_key_does_is_set_in_below_itself_where_it_takes_two_lines(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press("question_mark")
        [mark] = [number for number, line in enumerate(at.lines) if line.split()[:2] == ["space", "Mark"]]
        at_column = at.lines[mark].index("Mark the line")
        assert at.lines[mark + 1][:at_column].isspace()
        assert at.lines[mark + 1][at_column:].split()


async def test_how_a_line_is_typed_is_told_whole_on_a_narrow_terminal(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press("C")
        told = " ".join(at.text.replace("│", " ").split())
        assert "eod, every monday" in told
        assert "theirs: for what they owe us" in told


async def test_a_key_that_would_be_typed_gives_way_to_its_other_name_in_the_line_of_keys(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2")
        assert "? Help" in at.lines[-1]
        await at.press("slash")
        assert "F1 Help" in at.lines[-1]
        await at.press("f1")
        assert "On this screen" in at.text


def heading_of(records: RecordList, row: object) -> str:
    """The heading above a row in the whole list."""
    listing = records._listing
    before = [listing.at(line) for line in range(listing.line_of(listing.place(listing.key(row))))]
    return next(one.text for one in reversed(before) if isinstance(one, Heading))


@pytest.mark.parametrize("page", ["1", "4"], ids=["today", "commitments"])
@pytest.mark.parametrize("size", [(80, 16), (60, 15)], ids=["80x16", "60x15"])
async def test_the_group_of_the_first_row_is_told_wherever_one_has_scrolled_to(
    desk: Desk, sit_down, size: tuple[int, int], page: str
) -> None:
    async with sit_down(desk, size) as at:
        await at.press(page, "space", "g")
        records = at.app.screen.records
        away = set()
        for key in ["j"] * len(records.shown) + ["pageup", "G", "L", "k", "g"]:
            await at.press(key)
            title = next(place for place, line in enumerate(at.lines) if " What " in line)
            count, first = at.lines[title - 1], at.lines[title + 1]
            assert f"1 of {len(records.shown)} marked" in count, "how many are marked is told on"
            told = count.rpartition("  ")[2].strip()
            if first.startswith(("  ", "> ", " *", ">*")):
                away.add(told)
                assert told == heading_of(records, records.in_sight[0]), at.text
            else:
                assert first not in count, "what is in sight is not said twice"
        assert len(away) > 1


async def test_so_it_is_while_rows_go_from_above_it(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 15)) as at:
        await at.press("4", "G")
        records = at.app.screen.records
        away = 0
        while len(records.at_hand) > 1:
            first, _, *others = records.at_hand
            records.show([first, *others])
            await at.settle()
            title = next(place for place, line in enumerate(at.lines) if " What " in line)
            if at.lines[title + 1].startswith(("  ", "> ")):
                away += 1
                assert at.lines[title - 1].endswith(f"  {heading_of(records, records.in_sight[0])}"), at.text
        assert away > 1
