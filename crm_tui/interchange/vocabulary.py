"""The vocabulary as plain text: packs, kinds, and what is wrong with a firm's own packs."""

from collections.abc import Iterable, Mapping, Sequence

from crm_tui.comparison.kinds import Kind, OwnPack, Pack
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.pack_file import PackFile
from crm_tui.interchange.layout import hanging, one_line, padded


def packs_as_text(known: Sequence[Pack], shipped: Sequence[Pack]) -> str:
    """Each pack with the number of its kinds and names."""
    ours = {pack.area for pack in shipped}
    lines = [
        f"{padded(pack.area, 14)}{len(pack.kind):4} kinds {sum(len(kind.aliases) for kind in pack.kind):6} names"
        + ("" if pack.area in ours else "   your own")
        for pack in known
    ]
    return "\n".join([*lines, ""])


def desk_packs_as_text(files: Sequence[PackFile], own: OwnPacks, store: str) -> str:
    """The firm's packs at a desk, who installed them and when, and what is wrong with those that are left out."""
    lines = ["The desk's own packs, which all who work here hear and read with, are in", f"  {one_line(store)}"]
    read = {pack.name: pack for pack in own.packs}
    for one in files:
        by = f"installed by {one.installed_by} on {one.installed_on}"
        lines.append(hanging("  ", f"{_counted(read[one.name])}; {by}" if one.name in read else f"{one.name}: {by}"))
    return "\n".join([*lines, *([] if files else ["  none"]), *_left_out(own), ""])


def personal_packs_as_text(own: OwnPacks, folder: str) -> str:
    """The packs of one person, and what is wrong with those that are left out."""
    # a path is copied, so that it is never wrapped
    lines = ["Only yours, for crm-tui compare without --store, are the *.toml files in", f"  {one_line(folder)}"]
    lines += [hanging("  ", _counted(pack)) for pack in own.packs]
    none = [] if own.packs or own.faults else ["  none"]
    return "\n".join([*lines, *none, *_left_out(own), ""])


def checked_as_text(names: Iterable[str], own: OwnPacks, *, beside: str) -> str:
    """What was found in files that are not installed; ``beside`` names the store with whose packs they were read."""
    read = {pack.name: pack for pack in own.packs}
    lines = [hanging("", f"{_counted(read[name])}: it fits") for name in names if name in read]
    lines += [*_left_out(own), *([f"Looked at beside the packs of {one_line(beside)}"] if beside else [])]
    return "\n".join([*lines, ""])


def _counted(pack: OwnPack) -> str:
    names = sum(map(len, pack.aliases.values()))
    return f"{pack.name}: {len(pack.kind)} kinds, {names} further names of known kinds"


def _left_out(own: OwnPacks) -> list[str]:
    return ["Left out:", *(hanging("  ! ", fault) for fault in own.faults)] if own.faults else []


def kinds_as_text(pack: Pack) -> str:
    """Each kind of a pack with its label and its names."""
    return "\n".join([hanging(f"{kind.id}  ", f"{kind.label}: {', '.join(kind.aliases)}") for kind in pack.kind] + [""])


def learnt_as_text(names: Sequence[LearntName], known: Mapping[str, Kind]) -> str:
    """Each learnt name with its number, what it means, who said so and when, and who took it back."""
    if not names:
        return "No names were learnt at this desk.\n"
    return "\n".join([_learnt(one, known) for one in names] + [""])


def _learnt(one: LearntName, known: Mapping[str, Kind]) -> str:
    kind = known.get(one.term or "")
    label = kind.label if kind else "a term that is in no pack any more"
    means = f"is {label} ({one.term})" if one.term else "names no term"
    dropped = "" if one.stands else f"; taken back by {one.dropped_by} on {one.dropped_on}"
    return hanging(f"{one.id:3}  ", f"“{one.name}” {means}, said {one.learnt_by} on {one.learnt_on}{dropped}")
