"""How much was kept on time: out of all that was due, with the cases behind each number."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Tenure
from crm_tui.domain.staff import Member, Role
from crm_tui.interchange.kept_record import as_text, cases_as_text
from crm_tui.services.kept_record import By, LeftOut, Outcome, kept_record
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def store() -> MemoryStore:
    held = MemoryStore()
    held.add(Customer(name="Meera Joshi", owner="asha", since=DAY))
    held.add(Member(login="asha", name="Asha Patil", since=DAY, trainee=True, supervisor="meena"))
    held.add(Member(login="meena", since=DAY, roles=(Role.SUPERVISOR,)))
    deal = {"customer_id": 1, "title": "Loan", "stage_since": DAY, "opened": DAY, "owner": "asha"}
    held.add(Deal.model_validate(deal | {"area": Area.LOAN}))
    return held


def owe(store: MemoryStore, **fields: object) -> Commitment:
    usual = {"customer_id": 1, "words": "Call back", "owner": "asha", "made_on": BEFORE, "due": BEFORE}
    return store.add(Commitment.model_validate(usual | fields))


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        pytest.param({"status": Status.KEPT, "settled_on": BEFORE}, Outcome.ON_TIME, id="kept on its day"),
        pytest.param({"status": Status.KEPT, "settled_on": BEFORE, "due": AFTER}, Outcome.ON_TIME, id="kept early"),
        pytest.param({"status": Status.KEPT, "settled_on": DAY}, Outcome.LATE, id="kept a day late"),
        pytest.param({"status": Status.PARTLY_KEPT, "settled_on": BEFORE}, Outcome.PARTLY, id="partly kept"),
        pytest.param({"status": Status.BROKEN, "settled_on": BEFORE, "due": AFTER}, Outcome.BROKEN, id="broken"),
        pytest.param({}, Outcome.OVERDUE, id="open after its day"),
        pytest.param({"status": Status.DISPUTED}, Outcome.OVERDUE, id="disputed after its day"),
        pytest.param({"settled_on": BEFORE}, Outcome.OVERDUE, id="open, though a day was left in it"),
        pytest.param({"due": DAY}, None, id="its day has not ended"),
        pytest.param({"due": None}, None, id="no day"),
        pytest.param({"status": Status.WITHDRAWN, "settled_on": BEFORE}, None, id="withdrawn"),
        pytest.param({"kind": CommitmentKind.THEIRS}, None, id="owed to us"),
        pytest.param(
            {"status": Status.KEPT, "settled_on": AFTER, "due": AFTER}, None, id="kept after the day asked for"
        ),
    ],
)
def test_what_became_of_it(store: MemoryStore, fields: dict[str, object], outcome: Outcome | None) -> None:
    owe(store, **fields)
    found = [one.outcome for one in kept_record(store, DAY).total.cases]
    assert found == ([outcome] if outcome else [])


def test_the_day_that_was_agreed_last_counts_and_the_case_says_that_it_was_moved(store: MemoryStore) -> None:
    moved = NewDate(was=BEFORE, due=DAY, agreed_on=BEFORE, by="asha")
    owe(store, due=DAY, dates=(moved,), status=Status.KEPT, settled_on=DAY)
    [case] = kept_record(store, DAY).total.cases
    assert (case.outcome, case.moved) == (Outcome.ON_TIME, True)
    assert "first due 2026-11-20" in cases_as_text(store, kept_record(store, DAY).total)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (By.OFFICER, ["Asha Patil", "meena", "somebody else"]),
        (By.TEAM, ["meena", "no team"]),
        (By.CUSTOMER, ["Meera Joshi"]),
        (By.PRODUCT, ["without a deal", "loan"]),
        (By.KIND, ["promise", "delivery", "task"]),
    ],
    ids=str,
)
def test_what_the_rows_are(store: MemoryStore, by: By, names: list[str]) -> None:
    owe(store, deal_id=1)
    owe(store, owner="Asha Patil", kind=CommitmentKind.TASK)
    owe(store, owner="meena", delivery=Delivery(address="Wakad"))
    owe(store, owner="somebody else")
    assert [row.name for row in kept_record(store, DAY, by).rows] == names


@pytest.mark.parametrize(("count", "share"), [(4, None), (5, 80)], ids=["four", "five"])
def test_fewer_than_five_cases_have_no_share(store: MemoryStore, count: int, share: int | None) -> None:
    owe(store, status=Status.BROKEN, settled_on=BEFORE)
    for _ in range(count - 1):
        owe(store, status=Status.KEPT, settled_on=BEFORE)
    record = kept_record(store, DAY)
    assert record.total.share == share
    assert ("%" in as_text(record)) is (share is not None)


def test_nothing_due_is_said_in_words(store: MemoryStore) -> None:
    owe(store, due=None)
    told = as_text(kept_record(store, DAY))
    assert told == "Kept on time until 2026-11-21: nothing was due yet\n  not counted: 1 without a due date\n"


cases = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Status),
        "due": st.none() | st.dates(DAY - timedelta(days=500), DAY + timedelta(days=30)),
        "kind": st.sampled_from(CommitmentKind),
        "owner": st.sampled_from(["asha", "Asha Patil", "meena", "ravi"]),
        "settled_on": st.dates(DAY - timedelta(days=500), DAY + timedelta(days=30)),
    }
)


@given(records=st.lists(cases, max_size=30), by=st.sampled_from(By))
@settings(max_examples=60, deadline=None)
def test_each_number_is_the_length_of_its_list(records: list[dict[str, object]], by: By) -> None:
    store = MemoryStore()
    for fields in records:
        owe(store, **fields)
    record = kept_record(store, DAY, by)
    listed = [case.commitment_id for row in record.rows for case in row.cases]
    assert sorted(listed) == sorted(case.commitment_id for case in record.total.cases)
    assert len(set(listed)) == len(listed)
    for row in (record.total, *record.rows):
        assert sum(row.count(one) for one in Outcome) == len(row.cases)


LATER = DAY + timedelta(days=9)
_MOVED = NewDate(was=BEFORE, due=LATER, agreed_on=AFTER, by="asha")


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        pytest.param({"due": LATER, "dates": (_MOVED,)}, Outcome.OVERDUE, id="another day was agreed later"),
        pytest.param(
            {"due": LATER, "dates": (_MOVED.model_copy(update={"agreed_on": DAY}),)}, None, id="agreed on that very day"
        ),
        pytest.param(
            {"due": LATER, "dates": (_MOVED,), "status": Status.KEPT, "settled_on": LATER},
            Outcome.OVERDUE,
            id="agreed and kept later",
        ),
        pytest.param(
            {"due": AFTER, "dates": (NewDate(was=LATER, due=AFTER, agreed_on=AFTER, by="asha"),)},
            None,
            id="an earlier day was agreed later",
        ),
        pytest.param({"status": Status.WITHDRAWN, "settled_on": AFTER}, Outcome.OVERDUE, id="withdrawn later"),
        pytest.param({"status": Status.WITHDRAWN, "settled_on": DAY}, None, id="withdrawn on that very day"),
        pytest.param({"made_on": AFTER, "due": BEFORE}, None, id="said later"),
        pytest.param(
            {"made_on": AFTER, "due": LATER, "status": Status.KEPT, "settled_on": AFTER}, None, id="said and kept later"
        ),
    ],
)
def test_a_day_in_the_past_is_reckoned_as_it_stood_then(
    store: MemoryStore, fields: dict[str, object], outcome: Outcome | None
) -> None:
    owe(store, **fields)
    record = kept_record(store, DAY)
    assert [one.outcome for one in record.total.cases] == ([outcome] if outcome else [])
    assert [one.moved for one in record.total.cases] == [False] * bool(outcome)


def test_what_was_not_said_or_withdrawn_yet_is_not_told_of_as_left_out(store: MemoryStore) -> None:
    owe(store, made_on=AFTER, due=None)
    owe(store, status=Status.WITHDRAWN, settled_on=AFTER, due=LATER)
    assert kept_record(store, DAY).left_out == {LeftOut.WITHDRAWN: (), LeftOut.UNDATED: ()}
    assert kept_record(store, LATER).left_out == {LeftOut.WITHDRAWN: (2,), LeftOut.UNDATED: (1,)}


@pytest.mark.parametrize(("as_of", "owner"), [(BEFORE, "ravi"), (DAY, "lata"), (LATER, "lata")], ids=str)
def test_it_is_counted_for_who_owed_it_then(store: MemoryStore, as_of: date, owner: str) -> None:
    owners = (Tenure(owner="ravi", since=DAY - timedelta(days=9)), Tenure(owner="lata", since=DAY))
    owe(store, owner="lata", owners=owners, due=DAY - timedelta(days=3), made_on=DAY - timedelta(days=9))
    record = kept_record(store, as_of)
    assert [row.name for row in record.rows] == [owner]
    assert f"({owner})" in cases_as_text(store, record.rows[0])


def test_what_was_kept_later_is_told_as_it_stood_then(store: MemoryStore) -> None:
    owe(store, status=Status.KEPT, settled_on=AFTER)
    told = cases_as_text(store, kept_record(store, DAY).total)
    assert "still overdue: Meera Joshi" in told


def as_it_stood(records: list[Commitment], day: date) -> list[Commitment]:
    """The records as they were on a day, by taking back all that came later."""
    found = []
    for one in records:
        if one.made_on > day:
            continue
        changes = tuple(change for change in one.dates if change.agreed_on <= day)
        then: dict[str, object] = {"dates": changes, "due": changes[-1].due if changes else one.first_due}
        if one.settled_on is not None and one.settled_on > day:
            then |= {"status": Status.OPEN, "settled_on": None}
        found.append(one.model_copy(update=then))
    return found


@st.composite
def histories(draw: st.DrawFn) -> Commitment:
    days = st.dates(DAY - timedelta(days=40), DAY + timedelta(days=20))
    made = draw(days)
    agreed = sorted(draw(st.lists(days.filter(lambda day: day >= made), max_size=3)))
    dues = draw(st.lists(days, min_size=len(agreed) + 1, max_size=len(agreed) + 1))
    dates = tuple(
        NewDate(was=was, due=due, agreed_on=on, by="asha") for was, due, on in zip(dues, dues[1:], agreed, strict=False)
    )
    settled = {"status": draw(st.sampled_from(Status)), "settled_on": draw(days.filter(lambda day: day >= made))}
    fields = {"customer_id": 1, "words": "Call", "owner": "asha", "made_on": made, "due": dues[-1], "dates": dates}
    return Commitment.model_validate(fields | settled)


@given(records=st.lists(histories(), max_size=12), back=st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_the_past_is_what_the_records_gave_that_day(records: list[Commitment], back: int) -> None:
    day = DAY - timedelta(days=back)
    now, then = MemoryStore(), MemoryStore()
    for one in as_it_stood([now.add(one) for one in records], day):
        then.held["commitments", one.id] = one
    assert kept_record(now, day) == kept_record(then, day)


def test_two_customers_or_officers_of_one_name_have_a_row_each(store: MemoryStore) -> None:
    other = store.add(Customer(name="meera joshi", owner="asha", since=DAY))
    store.add(Member(login="asha2", name="Asha Patil", since=DAY))
    owe(store)
    owe(store, customer_id=other.id, owner="asha2")
    assert [row.name for row in kept_record(store, DAY, By.CUSTOMER).rows] == ["Meera Joshi (#1)", "meera joshi (#2)"]
    assert [row.name for row in kept_record(store, DAY).rows] == ["Asha Patil (asha)", "Asha Patil (asha2)"]
