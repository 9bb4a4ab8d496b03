from datetime import date

import pytest

from crm_tui.reading.files import read_paper
from crm_tui.services.desk import Desk
from tests.store.memory import MemoryStore


@pytest.fixture
def desk() -> Desk:
    """An empty desk in memory, on a Saturday."""
    return Desk(store=MemoryStore(), read_paper=read_paper, today=lambda: date(2026, 11, 21), officer="asha")
