"""What the essays say of staff who are moved: the rows on handovers, owners, and customers whom nobody closes.

Each test is named after its row of the table of concepts.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage, Tenure
from crm_tui.domain.errors import DeskError
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member, Role
from crm_tui.interchange.prints.text import as_text
from crm_tui.paths import shipped_data
from crm_tui.services import acts, handover, handover_pack, handovers, receivers, records
from crm_tui.services.actions import Done
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Store
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.encoding import encode
from tests.store.memory import MemoryStore

LONG_AGO, TODAY = date(2026, 9, 1), date(2026, 11, 21)
STAFF = ("kiran", "ravi", "asha")


class Branch:
    """A desk in memory whose day and officer the test sets."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or MemoryStore()
        self.day = TODAY
        with self.store.transaction() as now:
            now.add(Member(login="root", roles=(Role.ADMIN,), since=LONG_AGO))
            now.add(Member(login="kiran", name="Kiran Shah", since=LONG_AGO))
            for login in STAFF[1:]:
                now.add(Member(login=login, since=LONG_AGO))

    def desk(self, login: str) -> Desk:
        return Desk(
            store=self.store,
            read_paper=None,  # type: ignore[arg-type]
            today=lambda: self.day,
            officer=login,
            done=Done(),
        )

    def add(self, *ones: Record) -> None:
        with self.store.transaction() as now:
            for one in ones:
                now.add(one)

    def handed_over(self, to: str, number: int = 1) -> Handover:
        owner = self.store.get(Customer, number).owner
        [one] = handover.propose(self.desk(owner), [number], to, "moves").changed
        receiver = self.desk(to)
        for promise in handovers.unread(self.store, one):
            handover.mark_read(receiver, one.id, promise.id, handovers.digest(promise))
        handover.accept(receiver, [one])
        return one

    def lines(self, group: Group) -> list[tuple[str, str]]:
        return [(one.key, one.owner) for one in daily_check(self.store, self.day).group(group)]


@pytest.fixture
def branch() -> Branch:
    return Branch()


def meera(**more: object) -> Customer:
    return Customer(name="Meera Iyer", since=LONG_AGO, **{"owner": "kiran", **more})


def test_a05_each_officers_load_is_seen_before_work_is_handed_over(branch: Branch) -> None:
    branch.add(
        meera(),
        Member(login="lata", trainee=True, supervisor="asha", since=LONG_AGO),
        Deal(customer_id=1, title="Home loan", owner="kiran", stage_since=LONG_AGO, opened=LONG_AGO),
        Commitment(customer_id=1, words="Call", owner="kiran", made_on=LONG_AGO, due=LONG_AGO),
        Commitment(customer_id=1, words="A calendar", owner="kiran", made_on=LONG_AGO),
    )
    found = receivers.receivers(branch.store, TODAY)
    assert receivers.of(found, "Kiran Shah").words == (
        "Kiran Shah: 1 customer, 1 open deal and 2 open commitments, 1 overdue"
    )
    assert receivers.of(found, "asha").words == "asha: nothing yet, nothing overdue, 1 trainee"
    assert receivers.of(found, "lata").words == "lata: nothing yet, nothing overdue, a trainee"


def test_a16_until_it_is_accepted_the_old_owner_stays_and_accepting_needs_every_promise_read(branch: Branch) -> None:
    branch.add(meera(), Commitment(customer_id=1, words="No fee", owner="kiran", made_on=LONG_AGO))
    [one] = handover.propose(branch.desk("kiran"), [1], "ravi", "moves").changed
    ravi = branch.desk("ravi")
    with pytest.raises(handover.Unread, match="1 open promise is not marked as read"):
        handover.accept(ravi, [one])
    promise = branch.store.get(Commitment, 1)
    handover.mark_read(ravi, one.id, 1, handovers.digest(promise))
    assert branch.store.get(Customer, 1).owner == "kiran"
    handover.accept(ravi, [one])
    assert branch.store.get(Customer, 1).owner == "ravi"
    assert branch.store.get(Commitment, 1).owner == "ravi"


def test_a17_the_pack_tells_the_next_owner_all_there_is_to_know_and_is_printed(branch: Branch) -> None:
    branch.add(
        meera(care="Only after 6 pm", language="Marathi"),
        Deal(
            customer_id=1,
            title="Home loan",
            owner="kiran",
            stage_since=LONG_AGO,
            opened=LONG_AGO,
            what_matters="no surprises",
        ),
        Commitment(customer_id=1, words="No processing fee, I promise", owner="kiran", made_on=LONG_AGO, due=TODAY),
        Incident(customer_id=1, on=TODAY, what="The fee was charged twice", owner="kiran"),
        Interaction(customer_id=1, on=TODAY, channel=Channel.CALL, by="kiran", said="She asked for the letter"),
    )
    [one] = handover.propose(branch.desk("kiran"), [1], "ravi", "moves").changed
    pack = handover_pack.of(branch.desk("ravi"), one.id)
    assert [each.words for each in pack.part(handover_pack.Part.PROMISES)] == ["No processing fee, I promise"]
    printed = " ".join(as_text(handover_pack.printed([pack])).split())
    for told in (
        *("No processing fee, I promise", "Home loan: Enquiry", "no surprises", "The fee was charged twice"),
        *("Only after 6 pm", "Marathi", "She asked for the letter", f"{TODAY} due, #1: No processing fee"),
    ):
        assert told in printed


def test_a18_a_customer_who_goes_back_to_the_former_manager_shows_until_the_new_one_is_in_touch(branch: Branch) -> None:
    branch.add(meera())
    branch.day = TODAY - timedelta(days=5)
    branch.handed_over("ravi")
    branch.day = TODAY
    assert branch.lines(Group.FORMER_OWNER) == []
    branch.add(
        Interaction(
            customer_id=1, on=TODAY, channel=Channel.CALL, direction=Direction.IN, by="Kiran Shah", said="Hello"
        )
    )
    assert branch.lines(Group.FORMER_OWNER) == [("former owner of customer 1", "ravi")]
    acts.log_contact(branch.desk("ravi"), [1], Channel.CALL, Direction.OUT, "It is me now", TODAY)
    assert branch.lines(Group.FORMER_OWNER) == []


def test_a19_whoever_left_or_is_silent_since_taking_over_leaves_an_orphan(branch: Branch) -> None:
    branch.add(meera(), meera(owner="lata"), Member(login="lata", since=LONG_AGO, left_on=TODAY - timedelta(days=9)))
    assert branch.lines(Group.ORPHANS) == [("orphan customer 2", "lata")]
    branch.day = TODAY - timedelta(days=20)
    branch.handed_over("ravi")
    branch.day = TODAY
    assert sorted(branch.lines(Group.ORPHANS)) == [("orphan customer 1", "ravi"), ("orphan customer 2", "lata")]
    acts.log_contact(branch.desk("ravi"), [1], Channel.CALL, Direction.OUT, "It is me now", TODAY)
    assert branch.lines(Group.ORPHANS) == [("orphan customer 2", "lata")]


spelled = st.sampled_from(["kiran", "Kiran Shah", "KIRAN", "ravi", "asha", "somebody else"])


@st.composite
def worlds(draw: st.DrawFn) -> list[Record]:
    ones: list[Record] = [meera(owner=draw(st.sampled_from(["kiran", "Kiran Shah"])), care="care"), meera(owner="asha")]
    whose = st.sampled_from([1, 2])
    for _ in range(draw(st.integers(0, 4))):
        owner = draw(spelled)
        had = (Tenure(owner="old", since=LONG_AGO), Tenure(owner=owner, since=LONG_AGO))
        deal = Deal(
            customer_id=draw(whose),
            title="Deal",
            owner=owner,
            stage=draw(st.sampled_from([Stage.ENQUIRY, Stage.NEEDS, Stage.LIVE, Stage.LOST, Stage.ON_HOLD])),
            stage_since=LONG_AGO,
            opened=LONG_AGO,
            owners=draw(st.sampled_from([(), had])),
        )
        ones.append(deal)
    for _ in range(draw(st.integers(0, 6))):
        status = draw(st.sampled_from([Status.OPEN, Status.KEPT, Status.DISPUTED, Status.BROKEN]))
        ones.append(
            Commitment(
                customer_id=draw(whose),
                kind=draw(st.sampled_from(CommitmentKind)),
                words=draw(st.text(min_size=1, max_size=9).filter(str.strip)),
                owner=draw(spelled),
                promised_by=draw(st.sampled_from(["", "kiran", "asha"])),
                made_on=LONG_AGO,
                due=draw(st.sampled_from([None, TODAY])),
                status=status,
                settled_on=LONG_AGO if status in (Status.KEPT, Status.BROKEN) else None,
            )
        )
    for _ in range(draw(st.integers(0, 3))):
        ones.append(Interaction(customer_id=draw(whose), on=LONG_AGO, by=draw(spelled), said="words"))
    for closed_on in draw(st.lists(st.sampled_from([None, LONG_AGO]), max_size=3)):
        about = {"customer_id": draw(whose), "owner": draw(spelled), "closed_on": closed_on}
        ones.append(Incident(on=LONG_AGO, what="late", **about))
    return ones


Documents = dict[tuple[str, str], bytes]


def written(path: Path) -> Documents:
    """The bytes of each document in a store's file, but for what the file says of itself and for the handovers."""
    found: Documents = {}
    table = ""
    for line in path.read_bytes().splitlines():
        key, _, rest = line.rstrip(b",").lstrip(b"{").partition(b": ")
        if rest == b"{":
            table = json.loads(key)
        elif rest and (table, key) != ("meta", b'"0"') and table != Handover.table:
            found[table, json.loads(key)] = rest
    return found


def check_only_owners_changed(
    before: Documents, after: Documents, to: str, goes: Callable[[str, str, Any], bool]
) -> int:
    """What goes has another owner, and a history that goes on from the one before; each other byte stands as it was."""
    assert after.keys() == before.keys()
    moved = 0
    for place, bytes_before in before.items():
        was = json.loads(bytes_before)
        if not goes(*place, was):
            assert after[place] == bytes_before
            continue
        one, moved = json.loads(after[place]), moved + 1
        assert one["owner"] == to
        if "owners" in one:
            *earlier, before_last, last = one["owners"]
            assert (last["owner"], before_last["owner"]) == (to, was["owner"])
            assert [*earlier, before_last] == (was["owners"] or [before_last])
        # the store counts the changes of each document in it
        assert one["rev"] > was["rev"]
        assert encode(one | {name: was[name] for name in ("owner", "owners", "rev") if name in was}) == bytes_before
    return moved


def goes_from(*names: str) -> Callable[[str, str, Any], bool]:
    """Whether a document is the first customer, or open with them, and with whoever is called so."""

    def goes(table: str, number: str, was: Any) -> bool:
        if table == Customer.table:
            return number == "1"
        if table not in (Deal.table, Commitment.table, Incident.table) or was["customer_id"] != 1:
            return False
        ended = was.get("closed_on") or was.get("stage") == "Lost"
        unsettled = was.get("status", "open") in ("open", "renegotiated", "disputed")
        return not ended and unsettled and was["owner"].casefold() in names

    return goes


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_a17_a_handover_changes_the_owner_and_nothing_else(tmp_path_factory: Any, world: list[Record]) -> None:
    path = tmp_path_factory.mktemp("desk") / "desk.json"
    branch = Branch(TinyStore(path))
    branch.add(*world)
    branch.store.close()
    before = written(path)
    branch.store = TinyStore(path)
    branch.handed_over("ravi")
    branch.store.close()
    assert check_only_owners_changed(before, written(path), "ravi", goes_from("kiran", "kiran shah"))


def test_a17_a_handover_at_the_demo_desk_changes_the_owner_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes((shipped_data() / "desk.json").read_bytes())
    branch = Branch(TinyStore(path))
    branch.store.close()
    before = written(path)
    assert len({table for table, _ in before}) > 8, "a desk with records of many kinds"
    branch.store = TinyStore(path)
    meena = branch.store.get(Customer, 1).owner
    branch.handed_over("ravi")
    branch.store.close()
    assert check_only_owners_changed(before, written(path), "ravi", goes_from(meena)) > 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STAFF), st.integers(-3, 9)), max_size=12), st.integers(-60, 60))
def test_a15_owners_follow_each_other_without_a_gap_or_an_overlap(moves: list[tuple[str, int]], began: int) -> None:
    branch = Branch()
    branch.add(meera())
    had = ["kiran"]
    for to, days in moves:
        # a clock may be set back
        branch.day += timedelta(days=days)
        try:
            branch.handed_over(to)
        except DeskError as problem:
            assert "already" in str(problem)  # noqa: PT017 - what is with somebody is not handed to them
        else:
            had.append(to)
    customer = branch.store.get(Customer, 1)
    first = customer.since + timedelta(days=began)
    records.change(branch.desk("root"), customer, customer.model_copy(update={"since": first}))
    owners = branch.store.get(Customer, 1).owners
    assert [one.owner for one in owners] == (had if len(had) > 1 else [])
    days = [one.since for one in owners]
    assert days == sorted(days)
    assert not owners or (owners[0].since <= first and owners[-1].owner == branch.store.get(Customer, 1).owner)


def test_a16_who_promised_stays_for_ever_and_who_owes_moves(branch: Branch) -> None:
    branch.add(meera())
    records.add(
        replace(branch.desk("kiran")), Commitment(customer_id=1, words="No fee", owner="kiran", made_on=LONG_AGO)
    )
    for to in ("ravi", "asha", "kiran", "ravi"):
        branch.handed_over(to)
    owed = branch.store.get(Commitment, 1)
    assert (owed.promised_by, owed.owner) == ("kiran", "ravi")
    assert [one.owner for one in owed.owners] == ["kiran", "ravi", "asha", "kiran", "ravi"]
