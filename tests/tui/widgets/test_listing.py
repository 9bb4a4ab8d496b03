import pytest
from rich.cells import cell_len
from textual.content import Content

from crm_tui.tui.widgets.facts import Fact, packed
from crm_tui.tui.widgets.listing import Column, Heading, Listing

PEOPLE = [(1, "Álvarez", "Panaji", 30), (2, "Iyer", "Wakad", 4), (3, "Żak", "Pune", 11), (4, "Rao", "Pune", 4)]


def people(group=None) -> Listing[tuple[int, str, str, int]]:
    columns = [
        Column("Name", lambda one: Content(one[1])),
        Column("Place", lambda one: Content(one[2]), width=10),
        Column("Owed", lambda one: Content(str(one[3])), lambda one: one[3], width=4, right=True, from_width=30),
    ]
    listing = Listing(columns, lambda one: one[0], group=group)
    listing.put(PEOPLE)
    return listing


def names(listing: Listing) -> list[str]:
    return [one[1] for one in listing.shown]


def lines(listing: Listing) -> list[str]:
    found = map(listing.at, range(listing.height))
    return [one.text if isinstance(one, Heading) else listing.row(one)[1] for one in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Álvarez", "Iyer", "Żak", "Rao"]),
        ("alva", ["Álvarez"]),
        ("ÁLVA", ["Álvarez"]),
        ("żak", ["Żak"]),
        ("zak", ["Żak"]),
        ("pune", ["Żak", "Rao"]),
        ("pune rao", ["Rao"]),
        ("nobody", []),
    ],
)
def test_the_filter_takes_words_in_any_case_with_or_without_accents(typed: str, found: list[str]) -> None:
    listing = people()
    listing.narrow(typed)
    assert names(listing) == found


def test_sorting_goes_through_the_columns_and_back_to_the_given_order() -> None:
    listing = people()
    orders = []
    for _ in range(4):
        listing.sort_next([0, 1, 2])
        orders.append(names(listing))
    assert orders == [
        ["Álvarez", "Iyer", "Rao", "Żak"],
        ["Álvarez", "Żak", "Rao", "Iyer"],
        ["Iyer", "Rao", "Żak", "Álvarez"],
        ["Álvarez", "Iyer", "Żak", "Rao"],
    ]


def test_reversing_turns_the_order_round() -> None:
    listing = people()
    listing.reverse()
    assert names(listing) == ["Rao", "Żak", "Iyer", "Álvarez"]
    listing.sort_next([0])
    listing.reverse()
    assert names(listing) == ["Żak", "Rao", "Iyer", "Álvarez"]


def test_the_cursor_stays_on_its_record() -> None:
    listing = people()
    listing.find(3)
    listing.sort_next([0])
    assert listing.current == PEOPLE[2]
    listing.put([(9, "Aa", "", 0), *PEOPLE])
    assert listing.current == PEOPLE[2]


def test_the_cursor_stays_at_its_place_when_its_record_is_gone() -> None:
    listing = people()
    listing.move_to(1)
    listing.put([one for one in PEOPLE if one[0] != 2])
    assert listing.current == PEOPLE[2]
    listing.put([])
    assert listing.current is None


def test_groups_have_headings_and_the_cursor_skips_them() -> None:
    listing = people(group=lambda one: one[2])
    assert lines(listing) == [
        "Panaji (1)",
        "Álvarez",
        "Wakad (1)",
        "Iyer",
        "Pune (2)",
        "Żak",
        "Rao",
    ]
    listing.move_to(1)
    assert listing.line == 3
    listing.narrow("pune")
    assert lines(listing) == ["Pune (2)", "Żak", "Rao"]


@pytest.mark.parametrize(
    ("cursor", "step", "place"), [(0, 1, 1), (1, 1, 2), (3, 1, 0), (2, 1, 0), (3, -1, 1), (0, -1, 2)]
)
def test_another_group_begins_where_its_heading_stands(cursor: int, step: int, place: int) -> None:
    listing = people(group=lambda one: one[2])
    listing.move_to(cursor)
    assert listing.group_from(step) == place
    assert people().group_from(step) is None


@pytest.mark.parametrize(
    ("width", "columns"),
    [(29, [(0, 20), (1, 6)]), (30, [(0, 16), (1, 6), (2, 4)]), (60, [(0, 46), (1, 6), (2, 4)])],
)
def test_columns_share_the_width_and_some_need_room(width: int, columns: list[tuple[int, int]]) -> None:
    assert people().widths(width) == columns


def test_facts_are_packed_into_the_width() -> None:
    facts = [
        Fact("", Content("Meera Iyer"), alone=True),
        Fact("phone", Content("98200 11223")),
        Fact("e-mail", Content("")),
        Fact("owner", Content("asha")),
        Fact("since", Content("4 Mar 2024")),
        Fact("care", Content("Tamil"), alone=True),
    ]
    assert packed(facts, 34).plain.splitlines() == [
        "Meera Iyer",
        "phone 98200 11223   owner asha",
        "since 4 Mar 2024",
        "care Tamil",
    ]
    assert max(cell_len(line) for line in packed(facts, 34).plain.splitlines()) <= 34


def test_each_row_tells_the_heading_that_it_stands_under() -> None:
    listing = people(lambda one: one[2])
    assert lines(listing) == ["Panaji (1)", "Álvarez", "Wakad (1)", "Iyer", "Pune (2)", "Żak", "Rao"]
    over = [listing.group_over(line) for line in range(listing.height)]
    assert over == ["", "Panaji (1)", "", "Wakad (1)", "", "Pune (2)", "Pune (2)"]
    assert [people().group_over(line) for line in range(4)] == [""] * 4
