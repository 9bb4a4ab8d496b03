"""The vocabulary as plain text: packs, kinds, and what is wrong with a firm's own packs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from crm_tui.comparison.kinds import Kind, Pack
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.learnt import LearntName
from crm_tui.interchange.layout import hanging, one_line, padded


def packs_as_text(known: Sequence[Pack], shipped: Sequence[Pack], own: OwnPacks, folder: Path) -> str:
    """Each pack with the number of its kinds and names; then the firm's files, and their faults."""
    ours = {pack.area for pack in shipped}
    lines = [
        f"{padded(pack.area, 14)}{len(pack.kind):4} kinds {sum(len(kind.aliases) for kind in pack.kind):6} names"
        + ("" if pack.area in ours else "   your own")
        for pack in known
    ]
    # a path is copied, so that it is never wrapped
    lines += ["", "Your own packs are the *.toml files in", f"  {one_line(str(folder))}"]
    for pack in own.packs:
        names = sum(map(len, pack.aliases.values()))
        lines.append(hanging("  ", f"{pack.name}: {len(pack.kind)} kinds, {names} further names of known kinds"))
    if not own.packs and not own.faults:
        lines.append("  none")
    if own.faults:
        lines.append("Left out:")
        lines.extend(hanging("  ! ", fault) for fault in own.faults)
    return "\n".join([*lines, ""])


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
