"""Who may be one and the same, and who is not."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.customer import Customer
from crm_tui.domain.occasion import Occasion
from crm_tui.services.duplicates import LIKELY, Known, compare, sketch
from crm_tui.services.name_likeness import NameLikeness, likeness, name_of
from tests.benchmarks.duplicates import desk, each_with_each
from tests.services.febrl import score


def customer(number: int, name: str, **fields: object) -> Customer:
    return Customer.model_validate({"id": number, "name": name, "owner": "asha", "since": date(2026, 1, 1)} | fields)


def born(day: int, month: int, year: int | None) -> tuple[Occasion, ...]:
    return (Occasion(name="birthday", day=day, month=month, year=year),)


def test_on_the_public_febrl_data_nearly_all_are_found_and_nearly_none_wrongly() -> None:
    ones, true = score.customers()
    found = score.found_pairs(ones)
    assert (len(ones), len(true)) == (1_000, 500)
    assert len(found & true) / len(found) >= 0.99
    assert len(found & true) / len(true) >= 0.9


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Asha Kulkarni", "KULKARNI, Asha", NameLikeness.SAME),
        ("Mrs. Asha Kulkarni", "Smt Asha Kulkarni w/o Ravi Kulkarni", NameLikeness.SAME),
        ("Ravi Kumar s/o Mohan Das", "Ravi Kumar", NameLikeness.SAME),
        ("Sharma Traders Pvt. Ltd.", "M/s Sharma Traders", NameLikeness.SAME),
        ("José Fernandes", "Jose Fernandes", NameLikeness.SAME),
        ("Laxmi Chaudhary", "Lakshmi Choudhari", NameLikeness.SOUNDS),
        ("आशा कुलकर्णी", "Asha Kulkarni", NameLikeness.SOUNDS),
        ("ரவி குமார்", "Ravi Kumar", NameLikeness.SOUNDS),
        ("ನಾರಾಯಣ ಹೆಗಡೆ", "Narayan Hegde", NameLikeness.SOUNDS),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gurpreet Singh", NameLikeness.SOUNDS),
        ("Rameshbhai Patel", "Ramesh Patel", NameLikeness.SAME),
        ("A. Kulkarni", "Asha Kulkarni", NameLikeness.NEARLY),
        ("AK Sharma", "Anil Kumar Sharma", NameLikeness.NEARLY),
        ("Asha Ravi Kulkarni", "Asha Kulkarni", NameLikeness.NEARLY),
        ("Ganesh Hedge", "Ganesh Hegde", NameLikeness.NEARLY),
        ("Asha", "Asha Kulkarni", NameLikeness.PART),
        ("Asha Kulkarni", "Ravi Kulkarni", NameLikeness.SHARED),
        ("B. Kulkarni", "Asha Kulkarni", NameLikeness.SHARED),
        ("Asha Kulkarni", "Thomas Fernandes", NameLikeness.OTHER),
        ("王小明", "王小明", NameLikeness.SAME),
        ("", "Asha", NameLikeness.OTHER),
        ("Mr", "Mrs", NameLikeness.OTHER),
    ],
)
def test_names_are_alike_whatever_their_order_titles_initials_slips_and_script(
    one: str, other: str, expected: NameLikeness
) -> None:
    assert likeness(name_of(one), name_of(other)) is expected
    assert likeness(name_of(other), name_of(one)) is expected


ASHA = customer(1, "Asha Kulkarni", phone="98220 12345", place="Wakad", occasions=born(12, 3, 1988))


@pytest.mark.parametrize(
    ("fields", "shown", "why"),
    [
        ({"name": "Mrs Asha Kulkarni", "phone": "+91 98220-12345"}, True, "the same name, the same phone"),
        ({"name": "Asha Kulkarni", "place": "Wakad"}, True, "the same name, the same place"),
        ({"name": "Asha K", "phone": "020 2712 / 9822012345"}, True, "nearly the same name, the same phone"),
        (
            {"name": "Asha Kulkarni", "occasions": born(12, 3, 1988)},
            True,
            "the same name, the same birth date",
        ),
        ({"name": "Asha Kulkarni", "occasions": born(12, 3, None)}, False, "the same name"),
        (
            {"name": "Ravi Kulkarni", "phone": "98220 12345", "place": "Wakad"},
            False,
            "a word of the name, the same phone, the same place; but the rest of the name differs",
        ),
        (
            {"name": "Asha Kulkarni", "phone": "70201 55555", "place": "Wakad"},
            False,
            "the same name, the same place; but another phone",
        ),
        (
            {"name": "Asha Kulkarni", "kind": "institution", "place": "Wakad"},
            False,
            "the same name, the same place; but one is a person, the other an institution",
        ),
    ],
)
def test_a_pair_is_shown_with_what_speaks_for_it_and_against_it(
    fields: dict[str, object], shown: bool, why: str
) -> None:
    other = customer(2, **fields)  # type: ignore[arg-type]
    pair = compare(sketch(ASHA), sketch(other))
    assert pair.why == why
    assert (pair.points >= LIKELY) is shown
    assert [(one.one, one.other) for one in Known([sketch(ASHA), sketch(other)]).pairs()] == [(1, 2)] * shown


@pytest.mark.parametrize("typed", ["asha kulkarni", "Kulkarni Asha", "A Kulkarni", "Asha Kulkarani", "आशा कुलकर्णी"])
def test_who_is_being_typed_is_found_by_the_name_alone(typed: str) -> None:
    known = Known([sketch(ASHA), sketch(customer(2, "Thomas Fernandes"))])
    assert [pair.one for pair in known.like(sketch(customer(0, typed)))] == [1]


def test_leaving_most_pairs_out_loses_none_that_is_found_by_comparing_each_with_each() -> None:
    from crm_tui.services.duplicates import sketches

    small = list(sketches(desk(200)))
    assert {(pair.one, pair.other) for pair in Known(small).pairs()} == each_with_each(small)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_compare_the_same_both_ways_and_each_with_itself(one: str, other: str) -> None:
    assert likeness(name_of(one), name_of(other)) is likeness(name_of(other), name_of(one))
    if name_of(one).words:
        assert likeness(name_of(one), name_of(one)) is NameLikeness.SAME


def test_the_pairs_do_not_depend_on_the_order_of_the_records() -> None:
    ones = [sketch(one) for one in score.customers()[0][:300]]
    straight = Known(ones).pairs()
    random.Random(3).shuffle(ones)
    assert Known(ones).pairs() == straight
