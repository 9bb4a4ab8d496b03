from datetime import date, timedelta
from decimal import Decimal

import pytest

from crm_tui.services.search_words import EXAMPLES, Asked, Compared, Day, Filter, Name, Unclear, read


def filters(line: str) -> list[tuple[str, tuple[object, ...]]]:
    return [(one.name, one.values) for one in read(line).filters]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ()),
        ("  \t ", ()),
        ("Rāo  WAIVER", ("rao", "waiver")),
        ("rao rao", ("rao",)),
        ('"meera joshi" fee', ("meera joshi", "fee")),
        ("“meera joshi”", ("meera joshi",)),
        ('"not closed ye', ("not closed ye",)),
        ('""', ()),
        ('"owner:asha"', ("owner:asha",)),
        ("10:30 8.4%", ("10:30", "8.4%")),
        ("[red] (a+)+$ .*", ("[red]", "(a+)+$", ".*")),
        ("मीरा 王小明", ("मीरा".translate({0x094D: None}), "王小明")),
        ("O'Neill", ("o'neill",)),
    ],
)
def test_words(line: str, words: tuple[str, ...]) -> None:
    found = read(line)
    assert len(found.words) == len(words)
    assert [one for one in found.words if one.isascii()] == [one for one in words if one.isascii()]
    assert found.filters == ()


def day(first: str, last: str = "") -> Day:
    return Day(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("owner:asha", "owner", ("asha",)),
        ("OWNER:Asha", "owner", ("asha",)),
        ("owner:asha,vikram", "owner", ("asha", "vikram")),
        ('owner:"Asha Kulkarni"', "owner", ("asha kulkarni",)),
        ('customer:"meera jo', "customer", ("meera jo",)),
        ("customer:#12", "customer", ("#12",)),
        ("due:overdue", "due", ("overdue",)),
        ("due:over", "due", ("overdue",)),
        ("due:<2026-12-01", "due", (Compared("<", day("2026-12-01")),)),
        ("due:2026-12", "due", (Compared("=", day("2026-12-01", "2026-12-31")),)),
        ("stage:review", "stage", ("Review",)),
        ("stage:paper-issued", "stage", ("Paper issued",)),
        ('stage:"on hold",lost', "stage", ("On hold", "Lost")),
        ("stage:l", "stage", ("Live", "Lost")),
        ("kind:promise", "kind", ("promise",)),
        ("kind:deals", "kind", ("deal",)),
        ("since:2026-01-01", "since", (day("2026-01-01"),)),
        ("since:2026", "since", (day("2026-01-01", "2026-12-31"),)),
        ("until:2024-02", "until", (day("2024-02-01", "2024-02-29"),)),
        ("since:30d", "since", (Day(None, None, 30),)),
        ("since:today", "since", (Day(None, None, 0),)),
        ("status:open", "status", ("open",)),
        ("status:partly-kept", "status", ("partly kept",)),
        ("value:>50000", "value", (Compared(">", Decimal(50000)),)),
        ("value:>=50,000", "value", (Compared(">=", Decimal(50000)),)),
        ("value:<2lakh", "value", (Compared("<", Decimal(200000)),)),
        ("value:1.5mUSD", "value", (Compared("=", Decimal(1500000), "USD"),)),
        ("value:>1crore", "value", (Compared(">", Decimal(10000000)),)),
    ],
)
def test_filter_words(line: str, name: str, values: tuple[object, ...]) -> None:
    assert filters(line) == [(name, values)]


def test_words_and_filter_words_stand_in_any_order() -> None:
    asked = read('fee due:overdue "meera joshi" owner:me')
    assert asked.words == ("fee", "meera joshi")
    assert [one.name for one in asked.filters] == [Name.DUE, Name.OWNER]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("colour:red", "no filter word 'colour:': owner: due: stage:"),
        ("fee owner:", "owner: what? owner:asha, owner:me"),
        ("owner:,", "owner: what?"),
        ("stage:nowhere", "no stage 'nowhere': enquiry, needs, proposal"),
        ("kind:elephant", "no kind 'elephant': customer, deal"),
        ("status:blue", "no status 'blue': open, closed"),
        ("since:monday-ish", "since: 'monday-ish' is no day: since:2026-01-01"),
        ("since:2026-02-30", "since: '2026-02-30' is no day"),
        ("due:soon", "due: 'soon' is no day: due:overdue"),
        ("value:", "value: what? value:>50000"),
        ("value:>lots", "value: 'lots' is no amount: value:>50000"),
        ("since:" + "9" * 5000, "is no day"),
    ],
)
def test_what_is_unknown_is_said_in_one_line_with_what_can_be_typed(line: str, told: str) -> None:
    with pytest.raises(Unclear) as refused:
        read(line)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 220


def test_a_list_knows_only_what_it_has() -> None:
    known = (Name.OWNER, Name.SINCE)
    assert read("owner:asha", known) == Asked((), (Filter(Name.OWNER, ("asha",)),))
    with pytest.raises(Unclear, match=r"stage: can't be asked here: owner: since:"):
        read("stage:review", known)


@pytest.mark.parametrize("name", list(Name))
def test_every_example_can_be_typed(name: Name) -> None:
    line = " ".join(EXAMPLES[name].split(", "))
    assert {one.name for one in read(line).filters} == {name}


def test_a_day_counted_back_needs_a_today() -> None:
    today = date(2026, 11, 21)
    assert Day(None, None, 30).bounds(today) == (today - timedelta(days=30),) * 2
    assert day("2026-01-01", "2026-12-31").bounds(today) == (date(2026, 1, 1), date(2026, 12, 31))
