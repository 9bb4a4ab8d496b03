"""How much was kept on time: out of all that was due, with the cases behind each number."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.staff import Member, Role
from crm_tui.interchange.kept_record import as_text, cases_as_text
from crm_tui.services.kept_record import By, Outcome, kept_record
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
