"""The demo desk: a copy of the shipped one, moved in time so that it never ages."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.staff import Member, Role
from crm_tui.store import plain
from crm_tui.store.fold import fold
from crm_tui.store.papers import PaperFolder
from crm_tui.store.schema import META, META_ID, SCHEMA, Tables
from crm_tui.store.storage import JournalStorage

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DESK = re.compile(r"(?<!\d)(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4})(?!\d)")
_WORD_TEXT = "word/document.xml"
_VISITOR = "visitor"
"""Whose the shipped views are that whoever makes a copy is to find as their own."""


def make_demo(data: Path, folder: Path, today: date, *, name: str = "desk.json", visitor: str = "") -> Path:
    """Make the demo desk in ``folder`` and return the path of its store; one that is there already is gone on with.

    ``data`` holds ``desk.json`` and ``papers/``. Its meta document names as ``anchor`` the day on which its dates are
    right; each date in the records, and each date written 21-11-2026 in a paper, moves by the days from then to
    ``today``. ``visitor`` is the login of whoever is to try everything there: they become branch manager and admin of
    the copy.

    Raises:
        StoreProblem: ``folder`` holds another desk there, or can't be written; or ``data`` is not complete.
    """
    target = folder / name
    storage = JournalStorage(target)
    if _is_there(storage):
        return target
    with storage.transaction("the demo desk") as now:
        # a second one may have been made while this one waited
        if not _is_there(storage):
            tables = _moved_desk(data, PaperFolder(target), today)
            if visitor:
                _let_in(tables, visitor, today)
            for table, rows in tables.items():
                for key, row in rows.items():
                    now.write(table, int(key), row)
    fold(storage)
    storage.close()
    return target


def _is_there(storage: JournalStorage) -> bool:
    about = storage.about
    if about and "demo" not in about:
        raise StoreProblem(f"{storage.path} is a desk of its own, not a demo desk: choose another place with --at")
    return bool(about)


def _moved_desk(data: Path, papers: PaperFolder, today: date) -> Tables:
    """The shipped tables, moved to ``today``; their papers are kept in ``papers`` on the way."""
    source = data / "desk.json"
    if plain.identity(source) is None:
        raise StoreProblem(f"the demo desk is missing from {data}: install the program again")
    shipped = plain.load(source)
    about = shipped.about
    anchor = date.fromisoformat(about["anchor"])
    days = today - anchor
    tables: Tables = {table: _moved_value(rows, days) for table, rows in shipped.tables.items() if table != META}
    for row in tables.get(Customer.table, {}).values():
        row["occasions"] = [_moved_occasion(one, anchor, days) for one in row.get("occasions", ())]
    for row in tables.get("documents", {}).values():
        path = data / "papers" / row["name"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StoreProblem(f"the demo desk lacks {path} ({error.strerror}): install the program again") from None
        row["sha256"] = papers.keep(moved_paper(content, path.suffix.lower(), days), path.suffix.lower())
    marked = {"format": about["format"], "schema": SCHEMA, "demo": today.isoformat()}
    return {META: {str(META_ID): marked}, **tables}


def _let_in(tables: Tables, visitor: str, today: date) -> None:
    """Have the visitor on the staff list, with the roles that may decide and change everything, and views of theirs."""
    staff, views = (tables.setdefault(kind.table, {}) for kind in (Member, SavedView))
    key = next((key for key, row in staff.items() if row["login"] == visitor), str(len(staff) + 1))
    known = Member.model_validate(staff[key]) if key in staff else Member(login=visitor, since=today)
    for row in views.values():
        row["by"] = visitor if row["by"] == _VISITOR else row["by"]
    roles = {"roles": (Role.BRANCH_MANAGER, Role.ADMIN), "trainee": False, "supervisor": "", "left_on": None}
    staff[key] = Member.model_validate(known.model_dump() | roles).model_dump(mode="json", exclude={"id"})


def moved_paper(content: bytes, suffix: str, days: timedelta) -> bytes:
    """A paper with each date written 21-11-2026 moved. Its lines and their places stay as they are."""
    if not days:
        return content
    if suffix == ".pdf":
        # the same number of bytes at the same place: the file's table of offsets stays right
        return _moved(content.decode("latin-1"), days, _DESK).encode("latin-1")
    if suffix == ".docx":
        return _rewritten(content, lambda text: _moved(text, days, _DESK))
    return _moved(content.decode(), days, _DESK).encode()


def _rewritten(content: bytes, change: Callable[[str], str]) -> bytes:
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(new, "w") as copy:
        for member in old.infolist():
            body = old.read(member)
            copy.writestr(member, change(body.decode()).encode() if member.filename == _WORD_TEXT else body)
    return new.getvalue()


def _moved_occasion(kept: dict[str, Any], anchor: date, days: timedelta) -> dict[str, Any]:
    """An occasion as far ahead of the new day as it was of the old one; 29 February stays what it is."""
    one = Occasion.model_validate(kept)
    if (one.day, one.month) == (29, 2):
        return kept
    before = one.next_from(anchor)
    on = before + days
    years = {"year": one.year + on.year - before.year} if one.year else {}
    # a year that is moved along with its day need not have a 29 February
    day = 28 if (on.day, on.month) == (29, 2) else on.day
    return kept | {"day": day, "month": on.month} | years


def _moved_value(value: Any, days: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _moved_value(part, days) for key, part in value.items()}
    if isinstance(value, list):
        return [_moved_value(part, days) for part in value]
    return _moved(value, days, _ISO, _DESK) if isinstance(value, str) else value


def _moved(text: str, days: timedelta, *forms: re.Pattern[str]) -> str:
    for form in forms:
        text = form.sub(lambda match: _moved_day(match, days), text)
    return text


def _moved_day(match: re.Match[str], days: timedelta) -> str:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])) + days
    except (ValueError, OverflowError):
        # looks like a day, but is none: part of an account number
        return match[0]
    return day.isoformat() if match.re is _ISO else f"{day:%d-%m}-{day.year:04}"
