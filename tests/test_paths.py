from pathlib import Path

import pytest

from crm_tui.paths import shipped_data, store_path


def test_the_store_named_on_the_command_line_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TUI_STORE", "/desk/env.json")
    assert store_path("/desk/named.json") == Path("/desk/named.json")


def test_the_environment_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TUI_STORE", "~/env.json")
    assert store_path(None) == Path.home() / "env.json"


@pytest.mark.parametrize("value", [None, ""], ids=["unset", "empty"])
def test_then_it_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/home/asha/data")
    if value is None:
        monkeypatch.delenv("CRM_TUI_STORE", raising=False)
    else:
        monkeypatch.setenv("CRM_TUI_STORE", value)
    assert store_path(None) == Path("/home/asha/data/crm-tui/desk.json")


def test_the_demo_desk_is_shipped() -> None:
    assert (shipped_data() / "desk.json").is_file()
    assert any((shipped_data() / "papers").iterdir())
