from dataclasses import replace

import pytest

from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.services import saved_views, undo
from crm_tui.services.desk import Desk
from crm_tui.services.search_words import Unclear


def names(desk: Desk) -> list[tuple[str, str]]:
    return [(one.name, one.asked) for one in saved_views.mine(desk)]


def test_views_are_listed_by_name_and_each_officer_has_their_own(desk: Desk) -> None:
    saved_views.save(desk, "late", "owner:me due:overdue")
    saved_views.save(desk, "Élan", "rao")
    saved_views.save(replace(desk, officer="vikram"), "late", "stage:review")
    assert names(desk) == [("Élan", "rao"), ("late", "owner:me due:overdue")]
    assert names(replace(desk, officer="vikram")) == [("late", "stage:review")]


def test_the_same_name_stands_for_the_newer_words(desk: Desk) -> None:
    first = saved_views.save(desk, "Late", "due:overdue")
    assert saved_views.save(desk, " LATE ", "owner:me  due:overdue").id == first.id
    assert names(desk) == [("LATE", "owner:me due:overdue")]


def test_a_view_is_renamed_but_not_over_another(desk: Desk) -> None:
    one, _ = saved_views.save(desk, "one", "rao"), saved_views.save(desk, "two", "iyer")
    with pytest.raises(DeskError, match="you have a view called 'two' already"):
        saved_views.rename(desk, one, "TWO")
    saved_views.rename(desk, one, "One")
    assert names(desk) == [("One", "rao"), ("two", "iyer")]


def test_a_removed_view_comes_back_by_undo(desk: Desk) -> None:
    view = saved_views.save(desk, "one", "rao")
    saved_views.remove(desk, view)
    assert names(desk) == []
    with pytest.raises(NotFound):
        saved_views.remove(desk, view)
    undo.take_back(desk)
    assert names(desk) == [("one", "rao")]


def test_nobody_takes_a_colleague_s_view(desk: Desk) -> None:
    view = saved_views.save(desk, "one", "rao")
    for act in (saved_views.remove, lambda whose, one: saved_views.rename(whose, one, "mine")):
        with pytest.raises(NotFound):
            act(replace(desk, officer="vikram"), view)
    assert names(desk) == [("one", "rao")]


@pytest.mark.parametrize(
    ("name", "asked", "refused"),
    [("", "rao", DeskError), ("x" * 201, "rao", DeskError), ("one", " ", DeskError), ("one", "stage:zz", Unclear)],
)
def test_what_is_no_view_is_refused(desk: Desk, name: str, asked: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        saved_views.save(desk, name, asked)
    assert names(desk) == []
