"""Where the program's own faults are written down."""

import stat
from pathlib import Path

import pytest
from pydantic import BaseModel

from crm_tui import fault_log
from crm_tui.fault_log import line_of, log_path, note


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


PHONE = "98200 11223"


class Age(BaseModel):
    years: int


def fails(phone: str) -> None:
    secret = f"call {phone}"
    raise KeyError(secret)


def refused(phone: str) -> None:
    Age(years=phone)  # type: ignore[arg-type]  # it is to be refused


@pytest.mark.parametrize("how", [fails, refused])
def test_a_fault_is_written_down_with_its_place_and_no_value(how) -> None:
    with pytest.raises((KeyError, ValueError)) as met:
        how(PHONE)
    number = note(met.value)
    log = log_path().read_text(encoding="utf-8")
    assert log.startswith(f"{number}\n")
    assert how.__name__ in log
    assert PHONE not in log


def test_only_its_owner_reads_it() -> None:
    note(ValueError())
    assert stat.S_IMODE(log_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(log_path().parent.stat().st_mode) == 0o700
    log_path().chmod(0o644)
    note(ValueError())
    assert stat.S_IMODE(log_path().stat().st_mode) == 0o600


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    log_path().parent.mkdir(parents=True)
    other = tmp_path / "authorized_keys"
    log_path().symlink_to(other)
    line = line_of(ValueError(PHONE))
    assert line.startswith("this should not have happened: ValueError; ")
    assert "can't be written" in line
    assert PHONE not in line
    assert not other.exists()


def test_a_long_log_gives_way_to_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_log, "_LONGEST", 10)
    first, second = note(ValueError()), note(TypeError())
    assert second in log_path().read_text(encoding="utf-8")
    assert first not in log_path().read_text(encoding="utf-8")
    assert first in log_path().with_suffix(".old").read_text(encoding="utf-8")


def test_what_it_came_from_stands_before_it() -> None:
    try:
        try:
            fails(PHONE)
        except KeyError as first:
            raise RuntimeError(PHONE) from first
    except RuntimeError as fault:
        told = fault_log.told(fault)
    assert told.index("builtins.KeyError") < told.index("builtins.RuntimeError")
    assert PHONE not in told
