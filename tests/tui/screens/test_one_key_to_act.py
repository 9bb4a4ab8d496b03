"""What the line in full says to press does what it says, and the line goes: of each group of the daily check.

Those that wait in reviews are decided on the screens of the review, and tested there.
"""

from collections.abc import Callable

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent, Purpose, Use
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage, Tenure
from crm_tui.domain.handover import Handover
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.rules import GroundRules, StageLimit
from crm_tui.domain.staff import Member
from crm_tui.services import handover
from crm_tui.services.check_lines import Group, Whose
from crm_tui.services.desk import Desk
from crm_tui.tui.present import cells
from tests.tui.conftest import TODAY, days

Lay = Callable[..., None]


def owed(due: int | None) -> Lay:
    def lay(now: object) -> None:
        when = None if due is None else days(due)
        now.add(Commitment(customer_id=1, words="Ring the valuer", owner="asha", made_on=days(-30), due=when))

    return lay


def deal(**more: object) -> Lay:
    def lay(now: object) -> None:
        fields = {"customer_id": 1, "title": "Shop loan", "owner": "asha", "opened": days(-2), "stage_since": days(-2)}
        now.add(Deal.model_validate(fields | {"next_step": "Ask"} | more))

    return lay


def customer(**more: object) -> Lay:
    def lay(now: object) -> None:
        now.put(now.get(Customer, 1).model_copy(update=more))

    return lay


def birthday(now: object) -> None:
    customer(occasions=(TODAYS,))(now)
    now.add(Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=days(-9), how="on the form", by="asha"))


def shown(now: object) -> None:
    given = {"purpose": Purpose.PUBLISH_NAME, "given_on": days(-9), "how": "on the form", "by": "asha"}
    uses = (Use(where="leaflet", on=days(-9)),)
    now.add(Consent(customer_id=1, **given, uses=uses, withdrawn_on=days(-1), withdrawn_how="She rang"))


def former(now: object) -> None:
    deal(owners=(Tenure(owner="vikram", since=days(-40)), Tenure(owner="asha", since=days(-9))))(now)
    now.add(Interaction(customer_id=1, on=days(-1), channel=Channel.CALL, by="vikram", said="Asked him"))


def former_of_another(now: object) -> None:
    deal(
        owner="vikram",
        owners=(Tenure(owner="meena", since=days(-40)), Tenure(owner="vikram", since=days(-9))),
    )(now)
    now.add(Interaction(customer_id=1, on=days(-1), channel=Channel.CALL, by="meena", said="Asked her"))


def stale(now: object) -> None:
    limits = (StageLimit(stage=Stage.ENQUIRY, days=5),)
    now.add(GroundRules(version=1, changed_by="asha", changed_on=TODAY, stage_limits=limits))
    deal(stage_since=days(-60), opened=days(-60))(now)


def quiet(now: object) -> None:
    deal()(now)
    customer(contact_days=10)(now)


def left(now: object) -> None:
    now.add(Member(login="kiran", since=days(-400), left_on=days(-20)))
    customer(owner="kiran")(now)


AHEAD = Occasion(name="Her birthday", day=24, month=11)
TODAYS = Occasion(name="Her birthday", day=21, month=11)
GOLD = Membership(programme="Gold Club", until=days(5))

HAND_OVER = [*"asha", "tab", *"He is ill", "ctrl+s"]
"""To whom, and why: what somebody has who is here goes once it is accepted."""

# what is laid down; what the line in full says; what is typed then
LINES: dict[str, tuple[Group, Lay, str, list[str]]] = {
    "overdue": (Group.OVERDUE, owed(-20), "d: settle it · enter: open it", ["ctrl+s"]),
    "due today": (Group.TODAY, owed(0), "d: settle it · enter: open it", ["ctrl+s"]),
    "next": (Group.NEXT, owed(2), "d: settle it · enter: open it", ["ctrl+s"]),
    "no date": (Group.NO_DATE, owed(None), "d: settle it · enter: open it", ["ctrl+s"]),
    "later": (Group.LATER, owed(90), "d: settle it · enter: open it", ["ctrl+s"]),
    "no next step": (
        *(Group.NO_NEXT_STEP, deal(next_step=""), "e: give a next step · enter: open it"),
        [*"Visit", "ctrl+s"],
    ),
    "stale": (Group.STALE, stale, "e: move it on · enter: open it", ["right", "ctrl+s"]),
    "orphan": (Group.ORPHANS, left, "e: give it to somebody · enter: open it", [*"asha", "ctrl+s"]),
    "silent owner": (
        *(Group.ORPHANS, deal(opened=days(-90), stage_since=days(-1)), "I: log a contact · enter: open it"),
        [*"Hello", "ctrl+s"],
    ),
    "former owner": (Group.FORMER_OWNER, former, "I: log a contact · enter: open it", [*"Hello", "ctrl+s"]),
    "silent owner, of somebody else": (
        *(Group.ORPHANS, deal(owner="vikram", opened=days(-90)), "e: give it to somebody · enter: open it"),
        HAND_OVER,
    ),
    "former owner, of somebody else": (
        *(Group.FORMER_OWNER, former_of_another, "e: give it to somebody · enter: open it"),
        HAND_OVER,
    ),
    "quiet": (Group.QUIET, quiet, "I: log a contact · enter: open it", [*"Hello", "ctrl+s"]),
    "occasion on the day": (
        *(Group.OCCASIONS, birthday, "I: greet them · enter: open it"),
        [*"Happy", "ctrl+s"],
    ),
    "occasion ahead": (
        *(Group.OCCASIONS, customer(occasions=(AHEAD,)), "z: put it off until the day · enter: open it"),
        ["ctrl+s"],
    ),
    "membership that ends": (
        *(Group.EXPIRING, customer(memberships=(GOLD,)), "e: say until when it runs now · enter: open it"),
        ["f7", "delete", *"Gold Club, until 31 dec 2027", "ctrl+s"],
    ),
    "name to take down": (
        *(Group.EXPIRING, shown, "enter: say that it is taken down"),
        ["d", "ctrl+s", "escape"],
    ),
}


@pytest.fixture
def bare_desk(empty_desk: Desk) -> Desk:
    """One customer with whom asha was in touch yesterday."""
    with empty_desk.store.transaction() as now:
        now.add(Customer(name="Meera Iyer", owner="asha", since=days(-300)))
    return empty_desk


@pytest.mark.parametrize(("group", "lay", "said", "then"), LINES.values(), ids=LINES)
async def test_the_key_that_is_named_removes_the_line(
    bare_desk: Desk, sit_down, group: Group, lay: Lay, said: str, then: list[str]
) -> None:
    with bare_desk.store.transaction() as now:
        lay(now)
    bare_desk.done.forget()
    async with sit_down(bare_desk) as at:
        page = at.app.screen
        if not any(line.group is group for line in page.records.shown):
            page.whose = Whose.DESK
            page.reload()
            await at.settle()
        line = next(one for one in page.records.shown if one.group is group)
        await at.press("g")
        while page.records.current != line:
            await at.press("j")
        assert said in at.text, at.text
        await at.press(said.partition(":")[0])
        assert at.app.screen is not page, "the key opens a form"
        await at.press(*("space" if key == " " else "comma" if key == "," else key for key in then))
        assert at.app.screen is page, at.text
        if then is HAND_OVER:
            assert line.owner in {one.owner for one in bare_desk.store.find(Deal)}, "it stays theirs until then"
            handover.accept(bare_desk, bare_desk.store.find(Handover))
            page.whose = Whose.DESK
            page.reload()
            await at.settle()
        assert line.key not in {one.key for one in page.records.shown}, at.text
        assert page.day.counts[group] == 0, at.text


async def test_what_is_in_full_fits_above_the_keys_however_much_was_said(bare_desk: Desk, sit_down) -> None:
    with bare_desk.store.transaction() as now:
        words = "Send the sanction letter " * 20
        now.add(Commitment(customer_id=1, words=words, owner="asha", made_on=days(-30), due=days(-20)))
    for size in ((80, 24), (60, 15), (200, 50)):
        async with sit_down(bare_desk, size) as at:
            assert "d: settle it · enter: open it" in at.text
            assert " working days late" in at.text
            assert "…" in at.text


async def test_what_is_in_full_loses_no_letter_where_a_name_has_marks_of_its_own_cells(
    bare_desk: Desk, sit_down
) -> None:
    with bare_desk.store.transaction() as now:
        now.put(now.get(Customer, 1).model_copy(update={"name": "शारदा महिला बचत गट"}))
        words = "come to the Saturday meeting with the forms of every member of the group"
        now.add(Commitment(customer_id=1, words=words, owner="asha", made_on=days(-30), due=TODAY))
    async with sit_down(bare_desk) as at:
        below = [line for line in at.lines[-5:-1] if line]
        assert words in " ".join(" ".join(below).split())
        assert all(cells(line) <= 80 for line in below)
