import os
import pwd
from datetime import datetime
from pathlib import Path

import pytest

from crm_tui.bootstrap import login, open_desk
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.desk_store import TinyStore


def test_the_officer_is_who_is_logged_in_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("LOGNAME", "somebody")
    with open_desk(tmp_path / "desk.json") as desk:
        assert desk.officer == pwd.getpwuid(os.getuid()).pw_name


def test_a_user_without_a_name_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert login() == f"user {os.getuid()}"


def test_the_desk_has_a_store_a_reader_and_today(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("Rate: 8.4 %")
    with open_desk(tmp_path / "desk.json") as desk:
        assert isinstance(desk.store, TinyStore)
        assert [line.text for line in desk.read_paper(tmp_path / "paper.txt").lines] == ["Rate: 8.4 %"]
        assert desk.today() == datetime.now().astimezone().date()


def test_a_store_that_can_not_be_used_is_refused_before_anything_is_shown(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem), open_desk(tmp_path):
        pass
