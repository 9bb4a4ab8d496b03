"""What every store owes the desk; each test runs on the store on disk and on the one in memory."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Certainty, Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import NotFound, StoreProblem
from crm_tui.domain.money import Money
from crm_tui.services.ports import Store, Wanted
from crm_tui.store.desk_store import TinyStore
from tests.store.memory import MemoryStore
from tests.store.records import DAY, commitment, customer


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return TinyStore(tmp_path / "desk.json") if request.param == "disk" else MemoryStore()


def test_a_new_store_is_an_empty_desk(store: Store) -> None:
    assert store.find(Customer) == []
    assert store.get(Customer, 1) is None


def test_a_record_gets_the_next_id_and_is_found_again(store: Store) -> None:
    with store.transaction() as now:
        first, second = now.add(customer("Meera Joshi")), now.add(customer("Acme & Sons"))
    assert (first.id, second.id) == (1, 2)
    assert store.get(Customer, 2) == second
    assert store.find(Customer) == [first, second]


def test_ids_are_counted_for_each_kind(store: Store) -> None:
    with store.transaction() as now:
        assert now.add(customer()).id == 1
        assert now.add(commitment()).id == 1


def test_every_field_comes_back_as_it_was(store: Store) -> None:
    claim = Claim(term="loan.rate", said="8.40 % p.a.", form=Form.VALUE, low=Decimal("8.40"), conditions=("a", "b"))
    promise = commitment(
        "8.40 fixed — हो", kind=CommitmentKind.PROMISE, claim=claim, certainty=Certainty.HOPE, due=date(2026, 12, 1)
    )
    deal = Deal(
        customer_id=1,
        title="Home loan",
        stage=Stage.REVIEW,
        stage_since=DAY,
        value=Money(amount=Decimal("4800000.50"), currency="INR"),
        owner="asha",
        opened=DAY,
    )
    with store.transaction() as now:
        promise, deal = now.add(promise), now.add(deal)
    assert store.find(Commitment) == [promise]
    assert store.find(Deal) == [deal]


@pytest.mark.parametrize(
    ("equal", "found"),
    [
        pytest.param({}, ["a", "b", "c"], id="all of them"),
        pytest.param({"deal_id": 7}, ["a", "c"], id="a number"),
        pytest.param({"deal_id": None}, ["b"], id="nothing"),
        pytest.param({"status": Status.KEPT}, ["c"], id="a word of a list"),
        pytest.param({"due": date(2026, 11, 25)}, ["b"], id="a day"),
        pytest.param({"deal_id": 7, "status": Status.OPEN}, ["a"], id="two fields"),
        pytest.param({"id": 3}, ["c"], id="the id"),
        pytest.param({"id": 3, "deal_id": None}, [], id="the id and a field that differs"),
        pytest.param({"owner": "nobody"}, [], id="nobody's"),
    ],
)
def test_find_gives_the_records_whose_fields_equal(store: Store, equal: dict[str, object], found: list[str]) -> None:
    with store.transaction() as now:
        now.add(commitment("a", deal_id=7))
        now.add(commitment("b", due=date(2026, 11, 25)))
        now.add(commitment("c", deal_id=7, status=Status.KEPT, settled_on=DAY))
    assert [one.words for one in store.find(Commitment, **equal)] == found


def test_find_refuses_a_field_that_the_kind_does_not_have(store: Store) -> None:
    with pytest.raises(TypeError, match="colour"):
        store.find(Customer, colour="red")


def test_put_replaces_the_whole_record(store: Store) -> None:
    with store.transaction() as now:
        before = now.add(customer("Meera Joshi", care="speaks Marathi"))
        other = now.add(customer("Acme"))
    after = customer("Meera Kulkarni", id=before.id)
    with store.transaction() as now:
        now.put(after)
    assert store.find(Customer) == [after, other]


def test_put_refuses_a_record_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="customer 9"), store.transaction() as now:
        now.put(customer(id=9))


def test_a_transaction_reads_what_it_wrote_and_others_do_not_yet(store: Store) -> None:
    with store.transaction() as now:
        added = now.add(customer())
        now.put(customer("Meera Kulkarni", id=added.id))
        assert [one.name for one in now.find(Customer)] == ["Meera Kulkarni"]
        assert now.get(Customer, added.id) is not None
        assert store.find(Customer) == []
    assert len(store.find(Customer)) == 1


def test_nothing_is_written_when_the_block_raises(store: Store) -> None:
    with store.transaction() as now:
        kept = now.add(customer())
    version = store.version()

    def fail_half_way() -> None:
        with store.transaction() as now:
            now.add(customer("Acme"))
            now.put(customer("changed", id=kept.id))
            now.put(customer(id=99))

    with pytest.raises(NotFound):
        fail_half_way()
    assert store.find(Customer) == [kept]
    assert store.version() == version


def test_nobody_changes_the_store_by_changing_what_it_gave(store: Store) -> None:
    with store.transaction() as now:
        kept = now.add(customer(contacts=({"name": "Ravi"},)))
    given = store.find(Customer)
    with pytest.raises(ValidationError):
        given[0].name = "changed"  # type: ignore[misc] # that it is refused is the point
    given.clear()
    assert store.find(Customer) == [kept]


def test_the_version_differs_after_a_change_and_stays_the_same_without(store: Store) -> None:
    versions = [store.version()]
    for name in "abcde":
        with store.transaction() as now:
            now.add(customer(name))
        versions.append(store.version())
        store.find(Customer)
        with store.transaction() as now:
            now.find(Customer)
        assert store.version() == versions[-1]
    assert len(set(versions)) == len(versions)


def test_a_paper_is_kept_under_its_digest_once(store: Store) -> None:
    digest = hashlib.sha256(b"paper").hexdigest()
    assert store.keep_paper(b"paper", ".txt") == digest
    assert store.keep_paper(b"paper", ".txt") == digest
    assert store.paper(digest).read_bytes() == b"paper"
    assert store.paper(digest).suffix == ".txt"


def test_a_paper_that_was_never_kept_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.paper("0" * 64)


def test_fields_are_told_without_their_records(store: Store) -> None:
    with store.transaction() as now:
        for name in ("Meera Joshi", "Acme & Sons", "Amit Joshi"):
            now.add(customer(name))
        now.add(commitment("call back", due=DAY))
    assert list(store.fields(Customer, "name")) == [(1, "Meera Joshi"), (2, "Acme & Sons"), (3, "Amit Joshi")]
    assert list(store.fields(Customer, "name", text="JOSHI")) == [(1, "Meera Joshi"), (3, "Amit Joshi")]
    assert list(store.fields(Commitment, "due", "settled_on", status=Status.OPEN)) == [(1, DAY.isoformat(), None)]
    assert list(store.fields(Commitment, "due", status=Status.KEPT)) == []


def test_what_was_taken_away_comes_back_under_its_number_and_nothing_else_does(store: Store) -> None:
    with store.transaction() as now:
        gone = now.add(customer("Meera Joshi"))
    with store.transaction() as now:
        now.remove(gone)
    with store.transaction() as now:
        assert now.add(customer("Acme & Sons")).id == gone.id + 1
        now.bring_back(gone)
    assert store.get(Customer, gone.id) == gone
    for number in (gone.id, gone.id + 5, 0):
        with pytest.raises(StoreProblem, match="was not taken away"), store.transaction() as now:
            now.bring_back(gone.model_copy(update={"id": number}))


def test_records_are_found_by_words_wherever_they_stand_and_by_the_numbers_that_they_hold(store: Store) -> None:
    with store.transaction() as now:
        now.add(customer("Rāo Fabrics", contacts=({"name": "Ravi", "role": "owner’s son"},)))
        now.add(customer("Amit Joshi"))
        now.add(commitment("Waive the CAFÉ charge"))
        now.add(commitment("call back", customer_id=2))

    def having(*texts: str, **links: set[int]) -> Wanted:
        return Wanted(texts, links)

    assert list(store.holding(Customer, having("ravi"))) == [1]
    assert list(store.holding(Customer, having("ravi"), texts="called")) == []
    assert list(store.holding(Customer, having("RAO"), texts="called")) == [1]
    assert list(store.holding(Commitment, having("cafe"))) == [1]
    assert list(store.holding(Commitment, having("cafe", customer_id={2}))) == [1, 2]
    assert list(store.holding(Commitment, having("call"), having(customer_id={2}))) == [2]
    assert list(store.holding(Commitment, having("call"), having(customer_id={1}))) == []
    assert list(store.holding(Commitment)) == [1, 2]
    assert list(store.fields(Commitment, "customer_id", among={2, 7})) == [(2, 2)]
    with store.transaction() as now:
        now.put(commitment("nothing of the kind", id=1, customer_id=2))
    assert list(store.holding(Commitment, having("cafe"))) == []
    assert list(store.holding(Commitment, having(customer_id={2}))) == [1, 2]
