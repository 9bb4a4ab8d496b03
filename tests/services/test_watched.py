"""Kinds of records that saving is careful about are told by their tables, so that none of them has to be loaded."""

import pytest

from crm_tui.services.acting import STAY
from crm_tui.services.watched import CHANGED_BY_FEW, NEED_AN_ADMIN
from crm_tui.store.kinds import KINDS


@pytest.mark.parametrize("table", sorted(NEED_AN_ADMIN | STAY | CHANGED_BY_FEW.keys()))
def test_each_is_the_table_of_a_kind_of_record(table: str) -> None:
    assert KINDS[table].table == table
