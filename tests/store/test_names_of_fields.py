"""Records of one kind hold the names of their fields together."""

from pathlib import Path

from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore
from tests.store.records import DAY

ROW = {"name": "Meera Joshi", "owner": "asha", "since": DAY.isoformat()}
"""As it was typed: what has its default is left out."""


def test_they_are_held_once_and_a_copy_with_more_changes_no_other(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "desk.json")
    with store.storage.transaction() as now:
        for number, row in enumerate((ROW, ROW, ROW | {"place": "Pune"}), start=1):
            now.write(Customer.table, number, row)
    first, second, elsewhere = store.find(Customer)
    assert first.model_fields_set is second.model_fields_set
    moved = first.model_copy(update={"place": "Pune"})
    assert moved.model_fields_set == elsewhere.model_fields_set == {"id", "name", "owner", "since", "place"}
    assert first.model_fields_set == second.model_fields_set == {"id", "name", "owner", "since"}
