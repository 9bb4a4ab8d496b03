"""Any sequence of adding and replacing leaves what a plain dictionary would hold."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Record
from crm_tui.store.desk_store import TinyStore
from tests.store.records import commitment, customer

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
RECORD = st.one_of(
    st.builds(customer, TEXT, care=st.text(st.characters(codec="utf-8"), max_size=20)),
    st.builds(commitment, TEXT, deal_id=st.none() | st.integers(1, 3)),
)
STEP = st.tuples(st.sampled_from(["add", "put", "fail", "reopen"]), RECORD, st.integers(1, 4))


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_the_store_holds_what_a_dictionary_would(steps: list[tuple[str, Record, int]]) -> None:
    model: dict[tuple[str, int], Record] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.json"
        store = TinyStore(path)
        for step, record, record_id in steps:
            _act(store, model, step, record, record_id)
            if step == "reopen":
                store = TinyStore(path)
            for kind in (Customer, Commitment):
                held = [one for (table, _), one in sorted(model.items()) if table == kind.table]
                assert store.find(kind) == held
                assert store.find(kind, owner="asha") == held


def _act(store: TinyStore, model: dict[tuple[str, int], Record], step: str, record: Record, record_id: int) -> None:
    if step == "add":
        with store.transaction() as now:
            added = now.add(record)
        assert added.id == 1 + sum(table == record.table for table, _ in model)
        model[record.table, added.id] = added
    elif step == "put" and (record.table, record_id) in model:
        replaced = record.model_copy(update={"id": record_id})
        with store.transaction() as now:
            now.put(replaced)
        model[record.table, record_id] = replaced
    elif step == "fail":
        try:
            with store.transaction() as now:
                now.add(record)
                raise KeyError
        except KeyError:
            pass
