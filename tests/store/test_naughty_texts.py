"""Whatever stands in the fields of a record, the store keeps it as it is."""

from pathlib import Path

import pytest

from crm_tui.domain.record import Record
from crm_tui.store.desk_store import TinyStore
from tests.naughty import ALL, Filler, kinds


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_naughty_texts_come_back_as_they_were_kept(kind: type[Record], tmp_path: Path) -> None:
    filler = Filler()
    made = [filler.make(kind) for _ in range(0, len(ALL), 4)]
    store = TinyStore(tmp_path / "desk.json")
    with store.transaction() as now:
        kept = [now.add(record) for record in made]
    store.close()
    again = TinyStore(tmp_path / "desk.json")
    assert again.find(kind) == kept
    assert [one.model_copy(update={"id": 0}) for one in kept] == made
