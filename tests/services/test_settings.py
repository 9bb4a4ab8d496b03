"""The settings of a desk: one record, the usual one where none is kept, changed by few."""

from dataclasses import replace

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError, NotAllowed
from crm_tui.domain.settings import Settings, StageName, Template
from crm_tui.services import records, settings, staff, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile


@pytest.fixture
def claimed(desk: Desk) -> Desk:
    staff.appoint_first_admin(desk, "asha")
    return desk


def test_where_nobody_saved_any_the_usual_ones_hold(desk: Desk) -> None:
    assert settings.of(desk.store) == Settings()
    assert desk.store.find(Settings) == []


def test_a_second_change_is_of_the_same_record(claimed: Desk) -> None:
    first = settings.save(claimed, settings.of(claimed.store), Settings(firm="Corner Shop", label="member"))
    second = settings.save(claimed, first, first.model_copy(update={"label": "client"}))
    assert claimed.store.find(Settings) == [second]
    assert (second.id, second.firm, second.label) == (first.id, "Corner Shop", "client")
    assert settings.changed(first, second) == ("label",)


def test_they_are_taken_back_like_anything_else(claimed: Desk) -> None:
    first = settings.save(claimed, settings.of(claimed.store), Settings(firm="Corner Shop"))
    settings.save(claimed, first, Settings(templates=(Template(name="birthday", words="Dear {name}"),)))
    undo.take_back(claimed)
    assert settings.of(claimed.store) == first
    undo.take_back(claimed)
    assert settings.of(claimed.store) == Settings()


def test_who_saves_second_is_told_and_holds_both(claimed: Desk) -> None:
    before = settings.of(claimed.store)
    mine = Settings(stages=(StageName(stage=Stage.ENQUIRY, name="Asked"),))
    theirs = settings.save(claimed, before, Settings(firm="Corner Shop"))
    with pytest.raises(ChangedMeanwhile) as clash:
        settings.save(replace(claimed, done=Done()), before, mine)
    assert (clash.value.mine, clash.value.theirs) == (mine, theirs)
    assert settings.of(claimed.store) == theirs


def test_nothing_is_saved_where_nothing_differs(claimed: Desk) -> None:
    with pytest.raises(DeskError, match="nothing differs from the settings"):
        settings.save(claimed, settings.of(claimed.store), Settings())


def test_only_who_may_change_the_ground_rules_changes_them(claimed: Desk) -> None:
    ravi = replace(claimed, officer="ravi", done=Done())
    told = "changing the settings takes a branch manager or admin: ask asha"
    with pytest.raises(NotAllowed, match=told):
        settings.save(ravi, settings.of(ravi.store), Settings(firm="Mine"))
    # whichever way it is tried
    with pytest.raises(NotAllowed, match=told):
        records.add(ravi, Settings(firm="Mine"))
    records.add(ravi, Customer(name="Meera", owner="ravi", since=ravi.today()))
    assert settings.of(claimed.store) == Settings()
