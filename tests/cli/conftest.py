from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.cli import main
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.store.desk_store import TinyStore

DAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a Saturday, and returns its exit code and what it wrote."""
    monkeypatch.delenv("CRM_TUI_STORE", raising=False)
    monkeypatch.setattr(bootstrap, "today", lambda: DAY)
    monkeypatch.setattr(bootstrap, "knows_login", lambda name: name != "nobody-here")

    def ran(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return ran


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two customers called Joshi, one of them with a home loan under way."""
    path = tmp_path / "desk" / "desk.json"
    with TinyStore(path).transaction() as now:
        meera = now.add(Customer(name="Meera Joshi", owner="asha", since=DAY))
        now.add(Customer(name="Joshi & Sons", owner="ravi", since=DAY))
        now.add(
            Deal(
                customer_id=meera.id,
                title="Home loan, Wakad flat",
                area=Area.LOAN,
                owner="asha",
                stage_since=DAY,
                opened=DAY,
            )
        )
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper that asks for more than the desk will have said."""
    path = tmp_path / "sanction.txt"
    path.write_text("SANCTION LETTER\n\nRate of interest: 8.75 % p.a. floating\nProcessing fee: Rs 5,000\n")
    return path
