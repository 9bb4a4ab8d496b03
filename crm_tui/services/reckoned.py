"""What takes long to reckon, kept beside the store by the digest of what it was reckoned from.

It is kept to be shown. Who may write beside the store could put something else there, so that whatever is approved or
signed is reckoned afresh.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from time import monotonic
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from crm_tui.services.desk import Desk

T = TypeVar("T")

WORTH_KEEPING = 0.15
"""In seconds: what is reckoned sooner is not kept."""

_OF_THE_PROGRAM = ("comparison", "domain", "reading")


def reckoned(desk: Desk, about: Callable[[], object], kind: TypeAdapter[T], reckon: Callable[[], T]) -> T:
    """What was kept of this, else what ``reckon`` gives; ``about`` is all that it is reckoned from, as JSON values.

    Another version of the program reckons anew.
    """
    kept = desk.reckoned
    if kept is None:
        return reckon()
    key = _digest([_program(), about()])
    raw = kept.get(key)
    if raw is not None:
        try:
            return kind.validate_json(raw)
        except ValidationError:
            pass
    begun = monotonic()
    made = reckon()
    if monotonic() - begun >= WORTH_KEEPING:
        kept.keep(key, kind.dump_json(made))
    return made


@cache
def _program() -> str:
    """The digest of all that has a part in reading and comparing."""
    digest = sha256()
    for name in _OF_THE_PROGRAM:
        for file in _files(resources.files(f"crm_tui.{name}")):
            digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _files(one)
        elif one.name.endswith((".py", ".toml", ".txt")):
            yield one


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
