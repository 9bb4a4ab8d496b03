"""Two changes to one record: what each changed, and both in one."""

from datetime import date, time

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.record import Record
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, differences, merged

DAY, LATER = date(2026, 11, 21), date(2026, 11, 23)
PROMISE = Commitment(id=1, customer_id=1, words="no PF", owner="asha", made_on=DAY)
DEAL = Deal(id=1, customer_id=1, title="Home loan", owner="asha", opened=DAY, stage_since=DAY)
KEPT = {"status": Status.KEPT, "settled_on": DAY}


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "overlap", "both"),
    [
        pytest.param(PROMISE, {"due": LATER}, {"owner": "ravi"}, (), {"due": LATER, "owner": "ravi"}, id="two fields"),
        pytest.param(PROMISE, {"remark": "x"}, KEPT, (), KEPT | {"remark": "x"}, id="a remark and a settling"),
        pytest.param(PROMISE, KEPT, KEPT, (), KEPT, id="both the same"),
        pytest.param(PROMISE, {}, {"owner": "ravi"}, (), {"owner": "ravi"}, id="only theirs"),
        pytest.param(PROMISE, {"due": LATER}, {}, (), {"due": LATER}, id="only mine"),
        pytest.param(PROMISE, {"due": LATER}, {"due": DAY}, ("due",), {"due": DAY}, id="one field twice"),
        pytest.param(
            PROMISE,
            {"words": "no fee", "due": LATER},
            {"words": "half fee", "owner": "ravi"},
            ("words",),
            {"words": "half fee", "due": LATER, "owner": "ravi"},
            id="one of several twice",
        ),
        pytest.param(
            PROMISE,
            {"customer_id": 2, "deal_id": None},
            {"deal_id": 4},
            ("customer_id",),
            {"customer_id": 1, "deal_id": 4},
            id="a deal of another customer",
        ),
        pytest.param(
            PROMISE.model_copy(update={"due": DAY}),
            {"at": time(16)},
            {"due": LATER},
            ("due",),
            {"due": LATER},
            id="a time of another day",
        ),
        pytest.param(
            DEAL,
            {"stage": Stage.REVIEW, "stage_since": LATER},
            {"stage_since": date(2026, 11, 20)},
            ("stage",),
            {"stage": Stage.ENQUIRY, "stage_since": date(2026, 11, 20)},
            id="a stage and its day",
        ),
    ],
)
def test_changes_that_do_not_overlap_are_merged(before: Record, mine, theirs, overlap, both) -> None:
    mine, theirs = before.model_copy(update=mine), before.model_copy(update=theirs)
    found = differences(before, mine, theirs)
    assert tuple(one.fields[0] for one in found if one.overlaps) == overlap
    assert merged(before, mine, theirs) == dict(before.model_copy(update=both))


def test_of_what_overlaps_mine_is_kept_where_it_was_chosen() -> None:
    mine, theirs = PROMISE.model_copy(update={"due": LATER}), PROMISE.model_copy(update={"due": DAY, "owner": "ravi"})
    both = merged(PROMISE, mine, theirs, mine_wins={"due"})
    assert (both["due"], both["owner"]) == (LATER, "ravi")


def test_a_refused_change_tells_both(desk: Desk) -> None:
    before = records.add(desk, DEAL)
    theirs = records.change(desk, before, before.model_copy(update={"title": "Flat"}))
    mine = before.model_copy(update={"next_step": "call"})
    with pytest.raises(ChangedMeanwhile) as caught:
        records.change(desk, before, mine)
    assert (caught.value.before, caught.value.mine, caught.value.theirs) == (before, mine, theirs)
