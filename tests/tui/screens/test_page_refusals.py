"""What a page refuses says in one line why, and behind that what to do next; nothing is changed by it.

The forms have such a table of their own, where each refusal stands at its field.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.handover import Handover
from crm_tui.domain.record import Record
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.staff import Member
from crm_tui.services import acts, handover
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui import following
from tests.tui.conftest import TODAY, Seat

Step = Callable[[Desk], object]


def nothing(_desk: Desk) -> None:
    """The desk as it is."""


def put(kind: type[Record], number: int, **fields: object) -> Step:
    def changed(desk: Desk) -> None:
        with desk.store.transaction("changed") as now:
            now.put(now.get(kind, number).model_copy(update=fields))

    return changed


def gone(kind: type[Record], number: int) -> Step:
    def removed(desk: Desk) -> None:
        with desk.store.transaction("removed") as now:
            now.remove(now.get(kind, number))

    return removed


def added(record: Record) -> Step:
    def one(desk: Desk) -> None:
        with desk.store.transaction("added") as now:
            now.add(record)

    return one


def to_ravi(desk: Desk) -> None:
    """Ravi works here, and a customer is proposed to him."""
    with desk.store.transaction() as now:
        now.add(Member(login="ravi", since=TODAY, name="Ravi Patil"))
    handover.propose(desk, [1], "ravi", "moves")


def recalled(desk: Desk) -> None:
    handover.take_back(replace(desk, officer="asha"), [desk.store.get(Handover, 1)])


@dataclass(frozen=True)
class Case:
    keys: list[str]
    """What is pressed until it is refused."""

    why: str
    """The first part of the line."""

    do: str
    """What is to be done then."""

    before: Step = nothing
    """What the desk is given first."""

    seen: int = 0
    """How many of the keys are pressed before a colleague does something that is not seen yet."""

    meanwhile: Step = nothing
    """What that is."""

    who: str = "asha"
    """Who sits there."""


DEAL_ONE = ["5", "slash", *"wakad", "enter", "enter"]
CASES = {
    "bulk, settled meanwhile": Case(
        ["4", "space", "space", "d", "ctrl+s"],
        "was set to kept meanwhile by ravi",
        "look at them again",
        seen=4,
        meanwhile=lambda desk: acts.keep(desk, [desk.store.get(Commitment, one) for one in (3, 4)], TODAY),
    ),
    "undo, changed since": Case(
        ["4", "d", "enter", "u"],
        "ravi changed this commitment since",
        "open it and change it there",
        seen=3,
        meanwhile=put(Commitment, 4, remark="they were glad"),
    ),
    "undo, gone since": Case(
        ["4", "d", "enter", "u"],
        "this commitment is no longer in the store",
        "add it anew if it still counts",
        seen=3,
        meanwhile=gone(Commitment, 4),
    ),
    "undo, belongs to more": Case(
        ["2", "n", *"Kavita Rao", "ctrl+s", "u"],
        "what belongs to it was added since: deal (Locker)",
        "open it and change it there",
        seen=13,
        meanwhile=added(
            Deal(customer_id=9, title="Locker", area=Area.OTHER, owner="asha", opened=TODAY, stage_since=TODAY)
        ),
    ),
    "accept, not read": Case(["ctrl+t", "y"], "not marked as read", "read #", before=to_ravi, who="ravi"),
    "accept, recalled meanwhile": Case(
        ["ctrl+t", "y"],
        "this handover was taken back on 2026-11-21: nothing was changed",
        "look who has it now",
        before=to_ravi,
        seen=1,
        meanwhile=recalled,
        who="ravi",
    ),
    "approve, not submitted": Case([*DEAL_ONE, "A"], "it has no review yet", "M submits the deal first"),
    "return, not submitted": Case([*DEAL_ONE, "B"], "it has no review yet", "M submits the deal first"),
    "reject, not submitted": Case([*DEAL_ONE, "X"], "it has no review yet", "M submits the deal first"),
    "recall, not submitted": Case([*DEAL_ONE, "Z"], "it has no review yet", "M submits the deal first"),
    "sign, not approved": Case(
        [*DEAL_ONE, "Y"], "it has no review", "somebody who had no hand in the deal must approve it"
    ),
    "edit, no promise": Case([*DEAL_ONE, "G", "e"], "This line is about no promise", "go to one that is"),
    "submit, not asked what matters": Case(
        [*DEAL_ONE, "M"], "say what matters to this customer", "or that it was not asked, before you submit it"
    ),
    "view, gone meanwhile": Case(
        ["ctrl+o", "w"],
        "there is no view 'mine' of yours any more",
        "save it again if you want it",
        before=added(SavedView(by="asha", name="mine", asked="owner:me")),
        seen=1,
        meanwhile=gone(SavedView, 1),
    ),
    "a view of nothing": Case(["ctrl+f", "ctrl+s"], "type what the view is to show first", "owner:me due:overdue"),
}
"""By what is refused."""


def said(at: Seat) -> str:
    """What was refused last, at the foot of a page or of a form."""
    forms = [str(one.render()) for one in at.app.screen.query("#problem.-shown")]
    return (forms or [one.message for one in at.app._notifications] or [""])[-1]


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
@pytest.mark.parametrize("name", CASES)
async def test_a_page_says_what_to_do_after_what_it_refuses(
    desk: Desk, sit_down, fixed_verdicts, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    case = CASES[name]
    # the page knows of a colleague's save only when it tries to save itself
    monkeypatch.setattr(following.Follower, "_follow", lambda _self: None)
    case.before(desk)
    store = TinyStore(desk.store.path, by="ravi")
    async with sit_down(replace(desk, officer=case.who, done=Done()), size) as at:
        await at.press(*case.keys[: case.seen])
        case.meanwhile(replace(desk, store=store, officer="ravi", done=Done()))
        saved = desk.store.version()
        await at.press(*case.keys[case.seen :])
        await at.until_so(lambda: case.why in said(at))
        assert case.do in said(at).partition(case.why)[2], said(at)
        assert case.do in " ".join(at.text.split()), at.text
        assert desk.store.version() == saved, "nothing was changed"
    store.storage.close()
