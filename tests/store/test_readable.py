"""Each kind of record that the desk keeps is known to those who check what is stored."""

from crm_tui.domain.record import Record
from crm_tui.store.kinds import KINDS
from crm_tui.store.readable import unreadable


def kinds(of: type[Record]) -> set[type[Record]]:
    return {one for kind in of.__subclasses__() for one in (kind, *kinds(kind))}


def test_every_kind_of_record_is_known() -> None:
    of_the_desk = {kind for kind in kinds(Record) if kind.__module__.startswith("crm_tui.") and hasattr(kind, "table")}
    assert set(KINDS.values()) == of_the_desk


def test_a_document_of_another_table_is_nobody_s_business() -> None:
    assert unreadable("zodiac", 1, {"sign": "leo"}) == ""
    assert unreadable("customers", 1, {"sign": "leo"}) == "name: Field required"
