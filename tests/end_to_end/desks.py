"""Desks to begin with, and what is left of them, for tests that open several sessions."""

import getpass
import json
from pathlib import Path

from crm_tui.domain.commitment import Commitment
from crm_tui.store.desk_store import TinyStore
from tests.end_to_end.terminal import run

BY_ROUND = """\
AuthorizedKeysFile /srv/crm/keys/%u
AcceptEnv ROUND
ForceCommand XDG_STATE_HOME=/srv/crm/state/$ROUND exec /opt/crm/bin/python -m crm_tui --store /srv/crm/desk.json
"""
"""Each session has a state folder of its own, so that what it leaves can be told from what others left."""


def begun(folder: Path) -> Path:
    """A desk whose admin is whoever runs the tests."""
    store = folder / "desk.json"
    assert run("staff", "--first-admin", getpass.getuser(), "--store", store).returncode == 0
    return store


def with_meera(folder: Path) -> Path:
    """A desk with one customer and what is owed to her."""
    store = begun(folder)
    assert run("promise", "meera: call back", "--new", "--store", store).returncode == 0
    return store


def is_whole(store: Path) -> bool:
    """Whether nothing in the store is damaged."""
    return run("store", "verify", "--store", store).returncode == 0


def owed(store: Path) -> list[tuple[str, str]]:
    """The words of every commitment on record, and how each stands; by words."""
    return sorted((one.words, one.status.value) for one in TinyStore(store).find(Commitment))


def left(folder: Path, number: int) -> list[str]:
    """What the session of a round left as a draft."""
    files = (folder / "state" / str(number)).rglob("drafts/*.json")
    return [words for file in files for one in json.loads(file.read_bytes()) for words in one["words"].values()]
