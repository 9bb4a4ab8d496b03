"""Saved views: what somebody searches for again and again, under a name. Each officer has their own."""

from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.text import quoted
from crm_tui.services import records
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.search_words import read


def mine(desk: Desk) -> list[SavedView]:
    """The views of the officer who sits here, by name."""
    return _of(desk, desk.store)


def save(desk: Desk, name: str, asked: str) -> SavedView:
    """Keep words under a name; the same name again stands for these words from now on.

    Raises:
        Unclear: the words can't be looked for.
        DeskError: the name or the words are empty, or too long.
    """
    asked = " ".join(asked.split())
    if read(asked).is_empty:
        raise DeskError("a view needs words to look for: owner:me due:overdue")
    with records.in_plain_words():
        view = SavedView.model_validate({"by": desk.officer, "name": " ".join(name.split()), "asked": asked})
    with desk.acting(f"view {view.name} saved") as now:
        same = _called(desk, now, view.name)
        if same is None:
            return now.add(view)
        changed = same.model_copy(update={"name": view.name, "asked": view.asked})
        now.put(changed)
        return changed


def rename(desk: Desk, view: SavedView, name: str) -> SavedView:
    """Give a view another name.

    Raises:
        NotFound: it is gone.
        DeskError: another one has that name, or it is empty or too long.
    """
    with records.in_plain_words():
        renamed = SavedView.model_validate(view.model_dump() | {"name": " ".join(name.split())})
    with desk.acting(f"view {view.name} renamed") as now:
        same = _called(desk, now, renamed.name)
        if same is not None and same.id != view.id:
            raise DeskError(f"you have a view called {quoted(same.name)} already: choose another name", field="name")
        _check_mine(desk, now, view)
        now.put(renamed)
    return renamed


def remove(desk: Desk, view: SavedView) -> None:
    """Take a view away.

    Raises:
        NotFound: it is gone.
    """
    with desk.acting(f"view {view.name} removed") as now:
        _check_mine(desk, now, view)
        now.remove(view)


def _of(desk: Desk, stored: Records) -> list[SavedView]:
    return sorted(stored.find(SavedView, by=desk.officer), key=lambda one: (folded(one.name), one.id))


def _called(desk: Desk, stored: Records, name: str) -> SavedView | None:
    return next((one for one in _of(desk, stored) if folded(one.name) == folded(name)), None)


def _check_mine(desk: Desk, stored: Records, view: SavedView) -> None:
    kept = stored.get(SavedView, view.id)
    if kept is None or kept.by != desk.officer:
        raise NotFound(f"there is no view {quoted(view.name)} of yours any more: save it again if you want it")
