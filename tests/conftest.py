"""What every test begins with."""

import gc
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_tui.cli import SELDOM
from crm_tui.comparison.kinds import install


def pytest_collection_finish() -> None:
    """What is needed no more is looked for as seldom as the program does it, and never among the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def pytest_sessionfinish() -> None:
    """The process ends: what it holds is not looked through once more, five times over."""
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def heeds_ctrl_c() -> None:
    """A shell that runs the tests in the background has them, and what they start, pass over Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def shipped_vocabulary(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The packs that ship with the program, whatever another test or this machine's settings have added."""
    monkeypatch.setenv("CRM_TUI_PACKS", str(Path(tmp_path_factory.getbasetemp()) / "no-packs"))
    yield
    install()


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the program writes for one user alone goes to no folder of whoever runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(Path(tmp_path_factory.getbasetemp()) / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(Path(tmp_path_factory.getbasetemp()) / "settings"))
