"""A firm's own packs: their text in, packs that fit or plain words about what is wrong with them out."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kinds import Kind, OwnPack, shipped
from crm_tui.comparison.names import NO_NAMES, SMALL, Names
from crm_tui.comparison.words import stems
from crm_tui.domain.text import visible

_PARTS = {"area", "kind", "aliases"}
MOST_NAMES = 10_000
"""So many names a firm's packs may have together: each is looked for in every note and paper."""
_AREA = expression(r"[a-z0-9_]{1,40}")


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
        return f"a pack of your own terms is left out: {self.faults[0]}{more}"


def checked(files: Mapping[str, str]) -> OwnPacks:
    """The packs in the texts of some files, by the files' names."""
    read: list[OwnPack] = []
    faults: list[str] = []
    left = MOST_NAMES
    for name in sorted(files):
        try:
            pack, count = _read(name, files[name], left)
        except _Wrong as wrong:
            faults.extend(f"{visible(name)}: {line}" for line in wrong.lines)
        else:
            read.append(pack)
            left -= count
    while read:
        known = {**shipped().kinds, **{kind.id: kind for pack in read for kind in pack.kind}}
        named = Names(known.values())
        wrong_ones = {pack.name: lines for pack in read if (lines := list(_beside(pack, read, known, named)))}
        if not wrong_ones:
            break
        # what is left out may be what another pack rests on
        faults.extend(f"{visible(name)}: {line}" for name, lines in wrong_ones.items() for line in lines)
        read = [pack for pack in read if pack.name not in wrong_ones]
    return OwnPacks(tuple(read), tuple(faults))


class _Wrong(Exception):
    """A file that holds no pack."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def _read(name: str, text: str, most: int) -> tuple[OwnPack, int]:
    """A pack, and how many names it has; of those there may be so many."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"this is not TOML ({visible(str(error))}): mend that place") from None
    count = _texts_in(values)
    if count > most:
        beside = "" if most == MOST_NAMES else "with those of the packs before it "
        raise _Wrong(f"it has {count:,} names, {beside}more than {MOST_NAMES:,}: keep those that are in use")
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
    return OwnPack(name=name, kind=tuple(kinds), aliases=aliases), count


def _texts_in(value: object) -> int:
    """How many texts stand in a value."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, str) + sum(map(_texts_in, inside))


def _kind(row: Mapping[str, Any]) -> tuple[Kind | None, list[str]]:
    try:
        kind = Kind.model_validate(row)
    except ValidationError as error:
        return None, [_plain(fault) for fault in error.errors(include_url=False)]
    faults = [] if kind.aliases else ["it has no aliases: give it the names that people use"]
    faults += unusable(kind.aliases)
    shown = (kind.label, *kind.excludes, *kind.categories, *(one for many in kind.categories.values() for one in many))
    faults += [f"{_shown(one)} holds a sign that can't be seen: write it anew" for one in shown if _hides(one)]
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


_NO_NAMES = (
    NO_NAMES
    | SMALL
    | stems(
        "and or but if then than so as at by for from in into of off onto out per to under up upon via with within "
        "without this that these those it its he she they we you i us him her them who which what when where how there "
        "here has have had do does did can could may might must should would was were been being such other same each "
        "every all both either neither some not only just also very too"
    )
)
"""Words that stand in any text and name nothing."""


def unusable(names: Sequence[str]) -> list[str]:
    """A line for each of these that can't be the name of a term."""
    faults = []
    for name in names:
        if _hides(name):
            faults.append(f"{_shown(name)} holds a sign that can't be seen: write it anew")
        elif stems(name) <= _NO_NAMES or not any(letter.isalpha() for letter in name):
            faults.append(f"{_shown(name)} can't be the name of a term: take it out")
    return faults


_JOINERS = str.maketrans("", "", "\u200c\u200d")
"""Signs that take no room and that the scripts of India and Persia need."""


def _hides(text: str) -> bool:
    """Whether there is a control sign in a text, a mark of direction or another sign that can't be seen."""
    return not text.translate(_JOINERS).isprintable()


def _beside(pack: OwnPack, everything: Sequence[OwnPack], known: Mapping[str, Kind], named: Names) -> Iterator[str]:
    """What is wrong with a pack beside the shipped ones and the firm's others."""
    for kind in pack.kind:
        called = f"kind {kind.id}"
        first = next(other for other in everything if any(one.id == kind.id for one in other.kind))
        if first is not pack:
            yield f"{called}: {visible(first.name)} has it too: take it out of one of them"
        for other_id, categories in kind.refuted_by.items():
            wanted = known.get(other_id)
            if wanted is None or any(one not in wanted.categories for one in categories):
                yield f"{called}: refuted_by names {_shown(other_id)}, which has no such category: change it"
        yield from _taken(called, kind, kind.aliases, known, named)
    for kind_id, names in pack.aliases.items():
        target = known.get(kind_id)
        if target is None:
            yield f"aliases of {_shown(kind_id)}: there is no such kind: crm-tui packs --kinds NAME lists them"
        else:
            yield from _taken(f"aliases of {kind_id}", target, names, known, named)


def _taken(called: str, kind: Kind, names: Sequence[str], known: Mapping[str, Kind], named: Names) -> Iterator[str]:
    """Names that mean another kind of the same area and dimension already."""
    for name in names:
        if (other := named_like(name, kind, known, named)) is not None:
            yield f"{called}: {_shown(name)} is a name of {other.id} already: take it out of one of them"


def named_like(name: str, kind: Kind, known: Mapping[str, Kind], named: Names) -> Kind | None:
    """The other kind of the same area and dimension that has this name, if one has; ``named`` are ``known``'s."""
    others = (known[one] for one in sorted(named.alike(name)) if one != kind.id)
    return next((one for one in others if (one.area, one.dimension) == (kind.area, kind.dimension)), None)


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
