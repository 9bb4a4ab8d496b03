"""Somebody's own keys: a file of their own, looked through when the screens open; a bad line changes nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.message_pump import MessagePump

from crm_tui.domain.text import quoted
from crm_tui.tui import keymap

_FIXED = ("form.", "conflict.", "filter.", "quick.", "term.", "search.", "desk.quit-anywhere", "desk.how-to-quit")
"""What belongs to places where letters are typed, or must always work."""

_AMONG_LETTERS = frozenset({keymap.JUMP.id})
"""What has to be told from what is typed: no letter and no sign does it."""

_KEPT = frozenset(
    {"escape", "enter", "tab", "shift+tab", "space", "up", "down", "left", "right", "backspace", "delete"}
    | {"ctrl+c", "ctrl+q", "ctrl+s", "ctrl+z"}
)
"""Keys that mean the same in every form and list; they are given to nothing else."""

_NAMED = frozenset({"home", "end", "pageup", "pagedown", "insert"}) | {f"f{number}" for number in range(1, 13)}
_CTRL = re.compile(r"ctrl\+[abdefgklnoprtuvwxy]")
_NO_TEXT = "there is a byte in it that is no UTF-8: save it as UTF-8"
_LONGEST = 200
_MOST = 500


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What somebody's file says."""

    file: Path | None = None
    """Where it is, or would be."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys by the id of what they do, several with commas between them."""

    faults: tuple[str, ...] = ()
    """One line for each bad line of it: which, why, and what can be typed."""

    @property
    def told(self) -> str:
        """One line that says that there are bad ones; empty where there are none."""
        if not self.faults:
            return ""
        more = f" (and {len(self.faults) - 1} more: the settings list them)" if len(self.faults) > 1 else ""
        return f"your own keys, {self.faults[0]}{more}"


def load(file: Path) -> OwnKeys:
    """The keys of a file; none where there is no such file."""
    try:
        # a line that holds other bytes is refused by itself, the others count
        text = file.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except FileNotFoundError:
        return OwnKeys(file)
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
        return OwnKeys(file, faults=(f"{file} can't be read, the usual ones count: {why}",))
    from crm_tui.tui.checked_keys import CheckedKeys

    checked = CheckedKeys(file)
    found = checked.of(text)
    if found is None:
        found = read(text, known())
        checked.keep(text, *found)
    return OwnKeys(file, *found)


def known() -> dict[str, tuple[Binding, ...]]:
    """Every binding that has an id, by it, in the order of the keymap: each with all its usual keys."""
    found: dict[str, dict[str, Binding]] = {}
    for binding in _every_binding():
        if binding.id:
            found.setdefault(binding.id, {}).setdefault(binding.key, binding)
    return {name: tuple(keys.values()) for name, keys in found.items()}


def can_change(name: str) -> bool:
    """Whether what has this id may be given another key."""
    return not name.startswith(_FIXED)


def read(text: str, usual: Mapping[str, tuple[Binding, ...]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The keys that a text gives, and a line for each of its lines that can't be so: the usual key counts there."""
    asked: dict[str, tuple[int, tuple[str, ...]]] = {}
    faults: dict[int, str] = {}
    for number, line in enumerate(text.splitlines()[:_MOST], 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        name, keys, fault = _line(words, usual) if _is_text(words) else ("", (), _NO_TEXT)
        if not fault and name in asked:
            fault = f"{name} stands in line {asked[name][0]} already: take one of them out"
        if fault:
            faults[number] = fault
        else:
            asked[name] = number, keys
    # a line that gives way frees no key, so that the others are looked at again
    while clash := _clash(asked, usual):
        name, why = clash
        faults[asked.pop(name)[0]] = why
    lines = tuple(f"line {number}: {fault}" for number, fault in sorted(faults.items()))
    return {name: ",".join(keys) for name, (_, keys) in asked.items()}, lines


def as_file(usual: Mapping[str, tuple[Binding, ...]], own: Mapping[str, str]) -> Iterator[str]:
    """Every binding that can have another key, as its line in the file, with what it does."""
    for name, bindings in usual.items():
        if can_change(name):
            keys = own.get(name, "").split(",") if name in own else [one.key for one in bindings]
            yield f"{name} = {', '.join(map(_typed, keys))}"


def _is_text(words: str) -> bool:
    """Whether it was written in UTF-8."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _line(words: str, usual: Mapping[str, tuple[Binding, ...]]) -> tuple[str, tuple[str, ...], str]:
    name, equals, typed = (part.strip() for part in words[:_LONGEST].partition("="))
    if not equals or not typed:
        return name, (), f"{quoted(words[:40])} gives no key: type desk.capture = c"
    if name not in usual:
        return name, (), f"nothing is called {quoted(name)}: crm-tui settings --keys lists all names"
    if not can_change(name):
        return name, (), f"the key of {name} stays as it is, as it is used where letters are typed"
    keys = tuple(_named(one.strip()) for one in typed.split(",") if one.strip())
    if wrong := next((one for one in keys if not _is_key(one)), None):
        return name, (), f"{quoted(wrong)} is no key that every terminal sends: type a letter, a sign, F2 or ctrl+r"
    if name in _AMONG_LETTERS and not all(one.startswith("ctrl+") or one in _NAMED for one in keys):
        return name, (), f"{quoted(typed[:40])} is typed into forms, where {name} is pressed: give it F2 or ctrl+r"
    own = {one.key for one in usual[name]}
    if wrong := next((one for one in keys if one in _KEPT and one not in own), None):
        return name, (), f"{_typed(wrong)} means the same everywhere and can't be given to {name}"
    return name, keys, "" if keys else "no key stands behind the sign: type desk.capture = c"


def _clash(
    asked: Mapping[str, tuple[int, tuple[str, ...]]], usual: Mapping[str, tuple[Binding, ...]]
) -> tuple[str, str] | None:
    """The first line whose key something else has, and what has it."""
    has: dict[str, str] = {}
    for name, bindings in usual.items():
        if name not in asked:
            has |= {binding.key: name for binding in bindings}
    for name, (_, keys) in asked.items():
        own = {binding.key for binding in usual[name]}
        for key in keys:
            other = has.get(key, name)
            # what has a key in common usually stands on another screen
            if own.isdisjoint(one.key for one in usual[other]):
                what = usual[other][0].description
                return name, f"{_typed(key)} is the key of {other} ({what}): give that one another key first"
            has[key] = name
    return None


def _named(typed: str) -> str:
    """A key by the name that the program has for it."""
    if len(typed) == 1:
        return next(iter(Binding.make_bindings([Binding(typed, "x")]))).key
    return typed.lower().replace("^", "ctrl+")


def _is_key(key: str) -> bool:
    plain = len(key) == 1 and key.isascii() and key.isalnum()
    return plain or key in keymap.SIGNS or key in _NAMED | _KEPT | {"comma"} or bool(_CTRL.fullmatch(key))


def _typed(key: str) -> str:
    """A key as it is typed in the file; a comma stands between keys, and is written out."""
    return keymap.SIGNS.get(key, key)


def _every_binding() -> Iterator[Binding]:
    for value in vars(keymap).values():
        yield from _of(value if isinstance(value, tuple) else (value,))
    from pkgutil import walk_packages

    import crm_tui.tui as screens

    for module in walk_packages(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    for kind in _kinds(MessagePump):
        if kind.__module__.startswith("crm_tui."):
            yield from _of(vars(kind).get("BINDINGS", ()))


def _of(values: Iterable[Any]) -> Iterator[Binding]:
    yield from Binding.make_bindings([one for one in values if isinstance(one, Binding)])


def _kinds(kind: type[Any]) -> Iterator[type[Any]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)
