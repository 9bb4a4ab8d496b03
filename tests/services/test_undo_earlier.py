"""Taking back what one did last in a session that is over, found in the store's log."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.errors import Conflict, NotAllowed, StoreProblem
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.staff import Member, Role
from crm_tui.reading.files import read_paper
from crm_tui.services import acts, capture, deal_findings, records, sign_off, signature, undo
from crm_tui.services.desk import Desk
from crm_tui.services.only_by_review import OnlyByReview
from crm_tui.store.backup import backup
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.foreign import adopt
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import redact
from crm_tui.store.restore import restore
from crm_tui.store.rewriting import Wanted
from crm_tui.store.schema import INDEXES
from tests.services.review_desk import Branch

TODAY = date(2026, 11, 21)
Sit = Callable[..., Desk]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with TinyStore(tmp_path / "desk.json", by="root").transaction("the staff") as now:
        now.add(Member(login="root", roles=(Role.ADMIN,), since=TODAY))
        now.add(Customer(name="Anil Deshmukh", owner="ravi", since=TODAY))
    return tmp_path / "desk.json"


@pytest.fixture
def sit(path: Path) -> Sit:
    """A new session of somebody."""

    def seated(login: str = "asha") -> Desk:
        return Desk(store=TinyStore(path, by=login), read_paper=read_paper, today=lambda: TODAY, officer=login)

    return seated


def note_taken(desk: Desk) -> capture.Captured:
    meera = Customer(name="Meera Iyer", owner="asha", since=TODAY)
    note = "8.4 fixed for 3 yrs, no processing fee"
    return capture.capture(desk, meera, note, new_deal="Home loan", promises=capture.hear(desk, note))


def everything(desk: Desk) -> list:
    return [one for kind in (Customer, Deal, Interaction, Commitment) for one in desk.store.find(kind)]


def call(desk: Desk, customer_id: int = 1) -> Interaction:
    return records.add(desk, Interaction(customer_id=customer_id, on=TODAY, by=desk.officer, said="rang back"))


def test_a_note_of_an_earlier_session_is_told_and_taken_back_from_all_tables(sit: Sit) -> None:
    before = everything(sit())
    note_taken(sit())
    desk = sit()
    saved = undo.earlier(desk)
    assert undo.told(saved) == "note taken: Meera Iyer and 5 more records"
    assert abs((datetime.now(UTC) - saved.at).total_seconds()) < 3600
    assert undo.take_back_earlier(desk, saved).why == "note taken"
    assert everything(desk) == before


def test_what_was_there_before_comes_from_the_log_whoever_wrote_it(sit: Sit) -> None:
    promise = note_taken(sit("ravi")).promises[0]
    acts.keep(sit(), [promise], sit().today())
    call(sit("ravi"))
    undo.take_back_earlier(sit(), undo.earlier(sit()))
    assert sit().store.get(Commitment, promise.id) == promise


def test_it_goes_back_by_one_step_and_no_further(sit: Sit) -> None:
    call(sit())
    note_taken(sit())
    undo.take_back_earlier(sit(), undo.earlier(sit()))
    assert undo.earlier(sit()) is None


def test_what_a_colleague_did_is_not_offered(sit: Sit) -> None:
    note_taken(sit("ravi"))
    assert undo.earlier(sit()) is None


def staff_changed(desk: Desk) -> None:
    records.add(desk, Member(login="tara", since=TODAY))


def removed(desk: Desk) -> None:
    new = call(desk)
    with desk.acting("call removed") as now:
        now.remove(new)


def gone_back(desk: Desk) -> None:
    copy = desk.store.path.parent / "backups"
    backup(desk.store.path, copy, by="root", indexes=INDEXES, now=datetime.now(UTC))
    restore(next(copy.iterdir()), desk.store.path, replace=True, by="root", indexes=INDEXES)


def redacted(desk: Desk) -> None:
    wanted = Wanted("customers", 1, ("name",))
    redact(desk.store.path, wanted, by="root", indexes=INDEXES, why="asked to", check=unreadable)


def brought_to_a_newer_version(desk: Desk) -> None:
    with StoreDB(desk.store.path, by="ravi", indexes=INDEXES) as db:
        db.table("meta").update({"remark": "of a newer version"}, doc_ids=[1])


def adopted(desk: Desk) -> None:
    with StoreDB(desk.store.path, by="ravi", indexes=INDEXES) as db:
        db.fold()
    with TinyDB(desk.store.path) as other:
        other.table("customers").update({"place": "Baner"}, doc_ids=[1])
    adopt(desk.store.path, by=desk.officer, indexes=INDEXES, check=unreadable)


def much_done_by_others(desk: Desk) -> None:
    with StoreDB(desk.store.path, by="ravi", indexes=INDEXES) as db:
        db.table("notes").insert({"text": "x" * (2 << 20)})


@pytest.mark.parametrize(
    ("login", "then"),
    [
        ("root", staff_changed),
        ("asha", removed),
        ("asha", gone_back),
        ("asha", redacted),
        ("asha", brought_to_a_newer_version),
        ("asha", adopted),
        ("asha", much_done_by_others),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_nothing_is_offered_from_before(sit: Sit, login: str, then: Callable[[Desk], None]) -> None:
    call(sit(login))
    assert undo.earlier(sit(login)) is not None
    then(sit(login))
    assert undo.earlier(sit(login)) is None


def test_a_fold_changes_nothing_of_it(sit: Sit) -> None:
    before = everything(sit())
    note_taken(sit())
    # leaving a small store brings its file up to date
    desk = sit()
    desk.store.close()
    undo.take_back_earlier(sit(), undo.earlier(sit()))
    assert everything(sit()) == before


def test_a_record_that_a_colleague_changed_since_stays(sit: Sit) -> None:
    promise = note_taken(sit()).promises[0]
    acts.keep(sit("ravi"), [promise], sit().today())
    before = everything(sit())
    with pytest.raises(Conflict, match="ravi changed this commitment since"):
        undo.take_back_earlier(sit(), undo.earlier(sit()))
    assert everything(sit()) == before


def test_a_record_to_which_a_colleague_added_something_stays(sit: Sit) -> None:
    call(sit("ravi"), note_taken(sit()).customer.id)
    with pytest.raises(Conflict, match="what belongs to it was added since"):
        undo.take_back_earlier(sit(), undo.earlier(sit()))


def test_what_was_offered_must_still_be_what_one_did_last(sit: Sit) -> None:
    call(sit())
    here = sit()
    offered = undo.earlier(here)
    note_taken(sit())
    with pytest.raises(Conflict, match="no longer what you did last"):
        undo.take_back_earlier(here, offered)


def test_what_is_redacted_while_somebody_is_asked_does_not_come_back(sit: Sit) -> None:
    desk = sit()
    anil = desk.store.get(Customer, 1)
    records.change(desk, anil, anil.model_copy(update={"name": "A. Deshmukh"}))
    offered = undo.earlier(sit())
    redacted(desk)
    with pytest.raises(StoreProblem, match="does not hold that commit any more"):
        undo.take_back_earlier(sit(), offered)


def test_who_may_save_nothing_any_more_takes_nothing_back(sit: Sit) -> None:
    call(sit())
    records.add(sit("root"), Member(login="asha", roles=(Role.AUDITOR,), since=TODAY))
    with pytest.raises(NotAllowed, match="an auditor only reads"):
        undo.take_back_earlier(sit(), undo.earlier(sit()))


def test_no_deal_becomes_signed_by_it(tmp_path: Path) -> None:
    branch = Branch(
        TinyStore(tmp_path / "desk.json"), session=lambda login: TinyStore(tmp_path / "desk.json", by=login)
    )
    asha, vikram = branch.desk("asha"), branch.desk("vikram")
    review = sign_off.submit(asha, branch.deal_id)
    sign_off.approve(vikram, review, deal_findings.of(vikram, branch.deal_id).fingerprint)
    branch.wait(7)
    signature.sign(asha, branch.deal_id)
    assert undo.earlier(asha) is None, "a signature stays"
    signed = branch.deal
    records.change(
        branch.desk("meera"), signed, signed.model_copy(update={"stage": Stage.LOST, "outcome": DealReason.PRICE})
    )
    meera = branch.desk("meera")
    with pytest.raises(OnlyByReview, match="only on its review"):
        undo.take_back_earlier(meera, undo.earlier(meera))
    assert branch.deal.stage is Stage.LOST


def test_a_log_without_its_beginning_gives_no_record_for_new(sit: Sit, path: Path) -> None:
    anil = sit().store.get(Customer, 1)
    records.change(sit(), anil, anil.model_copy(update={"name": "A. Deshmukh"}))
    desk, offered = sit(), undo.earlier(sit())
    log = next((path.parent / "desk.json.journal").glob("*.jsonl"))
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[1:]))
    with pytest.raises(StoreProblem, match="lacks its beginning"):
        desk.store.before(offered)


@pytest.mark.parametrize("chunk", [7, 300, 5000])
def test_lines_longer_than_what_is_read_at_once_and_several_segments(
    sit: Sit, path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("crm_tui.store.looking_back._CHUNK", chunk)
    monkeypatch.setattr("crm_tui.store.journal.SEGMENT", 100)
    anil = sit().store.get(Customer, 1)
    records.change(sit(), anil, anil.model_copy(update={"care": "long " * 300}))
    for _ in range(3):
        with StoreDB(path, by="ravi", indexes=INDEXES) as db:
            db.fold()
        call(sit("ravi"))
    assert len(list(Path(f"{path}.journal").glob("*.jsonl"))) == 4
    undo.take_back_earlier(sit(), undo.earlier(sit()))
    assert sit().store.get(Customer, 1) == anil
