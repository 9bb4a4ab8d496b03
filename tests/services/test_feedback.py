"""Opinions, and averages that never stand alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import DeskError
from crm_tui.domain.feedback import Feedback, From
from crm_tui.interchange import feedback as report
from crm_tui.services import feedback
from crm_tui.services.desk import Desk
from crm_tui.services.feedback import Opinion, Opinions
from crm_tui.services.records import build

DAY = date(2026, 11, 21)


def said(desk: Desk, rating: int | None, words: str = "", **more: object) -> Feedback:
    fields = {"source": From.ANONYMOUS, "on": DAY, "by": "asha", "rating": rating, "words": words} | more
    return feedback.record(desk, Feedback.model_validate(fields))


@pytest.fixture
def asked(desk: Desk) -> Desk:
    with desk.store.transaction() as now:
        now.add(Customer(name="Meera", owner="asha", since=DAY))
    said(desk, 4, "quick", source=From.CUSTOMER, customer_id=1, product=Area.LOAN)
    said(desk, 1, product=Area.LOAN)
    said(desk, None, "the queue", product=Area.LOAN)
    said(desk, 5, "their app", competitor="North Bank", source=From.OF_COMPETITOR)
    said(desk, 2, "dear", competitor="north bank")
    return desk


def test_opinions_are_grouped_by_whom_and_product_ourselves_first(asked: Desk) -> None:
    found = feedback.summary(feedback.opinions(asked.store))
    assert [(one.about, one.product, one.rated, len(one.given)) for one in found] == [
        ("us", Area.LOAN, "2.5 of 5, by 2 ratings", 3),
        ("north bank", Area.OTHER, "3.5 of 5, by 2 ratings", 2),
    ]
    assert [found[0].count(source) for source in From] == [1, 0, 2]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        pytest.param({}, 5, id="all"),
        pytest.param({"about": "us"}, 3, id="about us"),
        pytest.param({"about": "NORTH"}, 2, id="about a competitor"),
        pytest.param({"product": Area.LOAN}, 3, id="a product"),
        pytest.param({"customer_id": 1}, 1, id="one customer's"),
        pytest.param({"since": date(2026, 11, 22)}, 0, id="since a day"),
    ],
)
def test_what_is_asked_for_is_found(asked: Desk, wanted: dict[str, object], count: int) -> None:
    assert len(feedback.opinions(asked.store, **wanted)) == count  # type: ignore[arg-type]


def test_the_report_has_every_opinion_below_each_average(asked: Desk) -> None:
    found = feedback.summary(feedback.opinions(asked.store))
    text = report.as_text(found)
    assert "us, loan: 2.5 of 5, by 2 ratings (1 of our customers, 2 of unknown people)" in text
    for words in ("Meera: quick", "the queue", "their app", "dear"):
        assert words in text


@given(st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=40))
def test_an_average_is_told_only_with_the_number_of_its_ratings(ratings: list[int | None]) -> None:
    given_ = tuple(
        Opinion(Feedback(source=From.ANONYMOUS, on=DAY, by="asha", rating=one, words="x"), "anonymous")
        for one in ratings
    )
    found = Opinions("us", Area.OTHER, given_)
    known = [one for one in ratings if one is not None]
    if not known:
        assert found.rated == "no rating"
        return
    mean, of = found.rated.split(" of 5, by ")
    assert of.split()[0] == str(len(known))
    assert 0 <= sum(known) / len(known) - float(mean) < 0.1


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"source": From.CUSTOMER}, id="a customer's without a customer"),
        pytest.param({"customer_id": 1}, id="unknown, with a customer's name"),
        pytest.param({"rating": None}, id="neither rating nor words"),
        pytest.param({"rating": 6}, id="no such rating"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    fields = {"source": From.ANONYMOUS, "on": DAY, "by": "asha", "rating": 3} | wrong
    built, faults = build(Feedback, fields)
    assert built is None
    assert faults


def test_a_customer_who_is_not_there_said_nothing(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no customer 9"):
        said(desk, 3, source=From.CUSTOMER, customer_id=9)
