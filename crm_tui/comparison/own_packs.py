"""A firm's own packs: their text in, packs that fit or plain words about what is wrong with them out."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from crm_tui.comparison.kinds import Kind, OwnPack, shipped
from crm_tui.comparison.names import NO_NAMES
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.text import visible

_PARTS = {"area", "kind", "aliases"}
_AREA = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class OwnPacks:
    """A firm's packs as they were found."""

    packs: tuple[OwnPack, ...] = ()
    """Those that can be used, by their files' names."""

    faults: tuple[str, ...] = ()
    """One line for each fault of the others: the file, the kind, and what to do. They are left out."""

    @property
    def left_out(self) -> str:
        """One line that says so; empty where no pack is left out."""
        if not self.faults:
            return ""
        more = f" (and {len(self.faults) - 1} more: crm-tui packs lists them)" if len(self.faults) > 1 else ""
        return f"a pack of yours is left out: {self.faults[0]}{more}"


def checked(files: Mapping[str, str]) -> OwnPacks:
    """The packs in the texts of some files, by the files' names."""
    read: list[OwnPack] = []
    faults: list[str] = []
    for name in sorted(files):
        try:
            pack = _read(name, files[name])
        except _Wrong as wrong:
            faults.extend(f"{visible(name)}: {line}" for line in wrong.lines)
        else:
            read.append(pack)
    while True:
        wrong_ones = {pack.name: lines for pack in read if (lines := list(_beside(pack, read)))}
        if not wrong_ones:
            return OwnPacks(tuple(read), tuple(faults))
        # what is left out may be what another pack rests on
        faults.extend(f"{visible(name)}: {line}" for name, lines in wrong_ones.items() for line in lines)
        read = [pack for pack in read if pack.name not in wrong_ones]


class _Wrong(Exception):
    """A file that holds no pack."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def _read(name: str, text: str) -> OwnPack:
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"this is not TOML ({error}): mend that place") from None
    faults = [f"{_shown(part)} is not known: take it out" for part in values if part not in _PARTS]
    area = values.get("area")
    rows = values.get("kind", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _Wrong("kind is not a list of tables: begin each kind with [[kind]]")
    if rows and not (isinstance(area, str) and _AREA.fullmatch(area)):
        faults.append('area is missing: add a line such as area = "loan" at the top')
    kinds: list[Kind] = []
    for place, row in enumerate(rows, 1):
        called = f"kind {_shown(row.get('id', f'number {place}'))}"
        kind, lines = _kind(row)
        faults.extend(f"{called}: {line}" for line in lines)
        if kind is not None and isinstance(area, str) and kind.area != area:
            faults.append(f"{called}: its id must begin with {area}.; rename it, or move it to a file of its area")
        if kind is not None and any(kind.id == one.id for one in kinds):
            faults.append(f"{called}: it stands there twice: take one out")
        kinds += [kind] if kind else []
    aliases, lines = _aliases(values.get("aliases", {}))
    faults += lines
    if not faults and not kinds and not aliases:
        faults = ["there is nothing in it: add a [[kind]] or a table [aliases]"]
    if faults:
        raise _Wrong(*faults)
    return OwnPack(name=name, kind=tuple(kinds), aliases=aliases)


def _kind(row: Mapping[str, Any]) -> tuple[Kind | None, list[str]]:
    try:
        kind = Kind.model_validate(row)
    except ValidationError as error:
        return None, [_plain(fault) for fault in error.errors(include_url=False)]
    faults = [] if kind.aliases else ["it has no aliases: give it the names that people use"]
    faults += unusable(kind.aliases)
    if (kind.dimension == "category") != bool(kind.categories):
        faults.append("categories go with dimension category, and only with it: add them, or change the dimension")
    if unknown := [one for one in kind.order if one not in kind.categories]:
        faults.append(f"order names {_shown(unknown[0])}, which is no category of it: take it out")
    return kind, faults


def _aliases(values: object) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    if not isinstance(values, dict):
        return {}, ['aliases is not a table: write [aliases], and below it "loan.rate" = ["the name"]']
    faults: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for kind_id, names in values.items():
        try:
            found[kind_id] = OwnPack(name="-", aliases={kind_id: names}).aliases[kind_id]
        except ValidationError as error:
            faults += [
                f"aliases of {_shown(kind_id)}: {_plain(one, skip=2)}" for one in error.errors(include_url=False)
            ]
        else:
            faults += [f"aliases of {_shown(kind_id)}: {line}" for line in unusable(found[kind_id])]
    return found, faults


def unusable(names: Sequence[str]) -> list[str]:
    """A line for each of these that can't be the name of a term."""
    return [
        f"{_shown(name)} can't be the name of a term: take it out"
        for name in names
        if stems(name) <= NO_NAMES or not any(letter.isalpha() for letter in name)
    ]


def _beside(pack: OwnPack, everything: Sequence[OwnPack]) -> Iterator[str]:
    """What is wrong with a pack beside the shipped ones and the firm's others."""
    base = shipped().kinds
    own = {kind.id: kind for other in everything for kind in other.kind}
    known = {**base, **own}
    for kind in pack.kind:
        called = f"kind {kind.id}"
        first = next(other for other in everything if any(one.id == kind.id for one in other.kind))
        if first is not pack:
            yield f"{called}: {visible(first.name)} has it too: take it out of one of them"
        for other_id, categories in kind.refuted_by.items():
            wanted = known.get(other_id)
            if wanted is None or any(one not in wanted.categories for one in categories):
                yield f"{called}: refuted_by names {_shown(other_id)}, which has no such category: change it"
        yield from _taken(called, kind, kind.aliases, known)
    for kind_id, names in pack.aliases.items():
        target = known.get(kind_id)
        if target is None:
            yield f"aliases of {_shown(kind_id)}: there is no such kind: crm-tui packs --kinds NAME lists them"
        else:
            yield from _taken(f"aliases of {kind_id}", target, names, known)


def _taken(called: str, kind: Kind, names: Sequence[str], known: Mapping[str, Kind]) -> Iterator[str]:
    """Names that mean another kind of the same area and dimension already."""
    for name in names:
        if (other := named_like(name, kind, known)) is not None:
            yield f"{called}: {_shown(name)} is a name of {other.id} already: take it out of one of them"


def named_like(name: str, kind: Kind, known: Mapping[str, Kind]) -> Kind | None:
    """The other kind of the same area and dimension that has this name, if one has."""
    words = _words(name)
    return next(
        (
            other
            for other in known.values()
            if other.id != kind.id
            and (other.area, other.dimension) == (kind.area, kind.dimension)
            and any(_words(alias) == words for alias in other.aliases)
        ),
        None,
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in tokens(name))


def _plain(fault: Any, skip: int = 0) -> str:
    field = " ".join(str(step + 1) if isinstance(step, int) else str(step) for step in fault["loc"][skip:])
    given = _shown(fault.get("input"))
    match fault["type"]:
        case "missing":
            return f"{field} is missing: add it"
        case "extra_forbidden":
            return f"{field} is not known: take it out"
        case "literal_error" | "enum":
            return f"{field} is {given}: choose one of {fault['ctx']['expected']}".replace("'", "")
        case "string_pattern_mismatch":
            return f"{field} is {given}: write area.name in small letters, digits and _"
        case kind:
            return f"{field} is {given} ({fault['msg']}): change it" if field else f"{fault['msg']} ({kind}): change it"


def _shown(value: object) -> str:
    text = visible(" ".join(str(value).split()))
    return text if len(text) <= 60 else text[:59] + "…"
