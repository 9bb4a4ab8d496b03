"""The rows of a review that tell what a paper changed since the version before."""

from collections.abc import Sequence
from dataclasses import replace

from crm_tui.services.changes import PaperChanges
from crm_tui.tui import present
from crm_tui.tui.present import Mark, Tone
from crm_tui.tui.widgets.findings import ReviewRow

_CHANGE = "change "

MOST_CHANGES = 50
"""So many changes are listed; a paper that was written anew is to be read anew."""

_CHANGED = Mark("CHANGED", "↻", Tone.NEWS)
_NEW = Mark("NEW", "+", Tone.NEWS)
_GONE = Mark("GONE", "-", Tone.NEWS)
_SAME = Mark("NO CHANGE", "=", Tone.QUIET)
_UNREAD = Mark("NOT COMPARED", "·", Tone.CAUTION)


def first_change(rows: Sequence[ReviewRow]) -> str:
    """The key of the line at which somebody who attached a paper begins: what it changed, else the first."""
    changed = [row for row in rows if row.key.startswith(_CHANGE)]
    return next((row.key for row in (*changed, *rows)), "")


def change_rows(found: PaperChanges | None) -> tuple[ReviewRow, ...]:
    """What changed since the paper before, a line each."""
    if found is None:
        return ()
    group = f"Changed since version {found.earlier.version} ({found.earlier.name})"
    rows = []
    for place, change in enumerate(found.changes[:MOST_CHANGES]):
        mark = _CHANGED if change.before and change.after else _NEW if change.after else _GONE
        row = _change(f"{_CHANGE}{place}", group, mark, change.label, change.before or "", change.after or "")
        rows.append(replace(row, evidence=change.evidence))
    left = len(found.changes) - MOST_CHANGES
    if left > 0:
        rows.append(_change("more changes", group, _CHANGED, "More", "", f"and {left} more: read the paper anew"))
    if found.problem:
        rows.append(_change("no changes", group, _UNREAD, "Version before", "", found.problem))
    elif not found.changes:
        rows.append(_change("no changes", group, _SAME, "The same words", "", ""))
    return tuple(rows)


def _change(key: str, group: str, mark: Mark, label: str, before: str, after: str) -> ReviewRow:
    told = {
        _CHANGED: f"Before: {before or '-'}. Now: {after}.",
        _NEW: f"Not on the version before. Now: {after}.",
        _GONE: f"On the version before: {before}. It is gone.",
    }
    now = after if mark is not _GONE else "nothing any more"
    words = " → ".join(part for part in (before, now) if part)
    return ReviewRow(
        key=key,
        group=group,
        mark=mark,
        label=label,
        beside=present.one_line(words),
        told=(present.one_line(told.get(mark, after)),),
    )
