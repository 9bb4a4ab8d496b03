"""Handing a customer or a book over: who may propose, what is read, and what accepting, returning, taking back do."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.incident import Incident
from crm_tui.domain.staff import Member, Role
from crm_tui.services import handover, handovers, owned, records, staff, undo
from crm_tui.services.actions import Done
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.only_by_handover import OnlyByHandover

DAY = date(2026, 9, 1)
TODAY = date(2026, 11, 21)


@pytest.fixture
def branch(desk: Desk) -> Desk:
    """Kiran has Meera, with an open and a lost deal; Asha has Omar, with whom Kiran has a deal. Ravi may take over."""
    with desk.store.transaction() as now:
        now.add(Member(login="root", roles=(Role.ADMIN,), since=DAY))
        now.add(Member(login="asha", roles=(Role.SUPERVISOR,), since=DAY))
        now.add(Member(login="kiran", name="Kiran Shah", supervisor="asha", since=DAY))
        now.add(Member(login="ravi", name="Ravi Patil", since=DAY))
        now.add(Member(login="joseph", roles=(Role.AUDITOR,), since=DAY))
        now.add(Member(login="lata", since=DAY, left_on=date(2026, 10, 9)))
        meera = now.add(Customer(name="Meera Iyer", owner="Kiran Shah", since=DAY))
        omar = now.add(Customer(name="Omar Haddad", owner="asha", since=DAY))
        for who, title, stage in [
            (meera, "Home loan", Stage.ENQUIRY),
            (meera, "Old loan", Stage.LOST),
            (omar, "Car loan", Stage.NEEDS),
        ]:
            about = {"customer_id": who.id, "title": title, "stage": stage, "stage_since": DAY, "opened": DAY}
            now.add(Deal(owner="kiran", **about))
        owed = {"customer_id": meera.id, "made_on": DAY}
        now.add(Commitment(words="No processing fee", owner="kiran", promised_by="kiran", **owed))
        now.add(Commitment(words="Call on Monday", owner="asha", **owed))
        now.add(Commitment(words="Prepare the file", kind=CommitmentKind.TASK, owner="kiran", **owed))
        now.add(Commitment(words="A calendar", owner="kiran", status=Status.KEPT, settled_on=DAY, **owed))
    return desk


def of(desk: Desk, login: str) -> Desk:
    return replace(desk, officer=login, done=Done())


def proposed(branch: Desk) -> Handover:
    [one] = handover.propose(of(branch, "kiran"), [1], "ravi", "Kiran moves to Nashik").changed
    assert isinstance(one, Handover)
    return one


def read_all(desk: Desk, one: Handover) -> None:
    for promise in handovers.unread(desk.store, handovers.get(desk.store, one.id)):
        handover.mark_read(desk, one.id, promise.id, handovers.digest(promise))


def owners(desk: Desk) -> dict[str, str]:
    return (
        {one.name: one.owner for one in desk.store.find(Customer)}
        | {one.title: one.owner for one in desk.store.find(Deal)}
        | {one.words: one.owner for one in desk.store.find(Commitment)}
    )


def test_until_it_is_accepted_the_old_owner_owns(branch: Desk) -> None:
    before = owners(branch)
    one = proposed(branch)
    assert (one.owner, one.to, one.by, one.state) == ("Kiran Shah", "ravi", "kiran", HandoverState.PROPOSED)
    read_all(of(branch, "ravi"), one)
    assert owners(branch) == before


def test_accepting_moves_what_is_open_with_the_same_owner_and_one_undo_takes_it_back(branch: Desk) -> None:
    before, one, ravi = owners(branch), proposed(branch), of(branch, "ravi")
    read_all(ravi, one)
    done = handover.accept(ravi, [one])
    assert done.did == "accepted"
    goes = ("Meera Iyer", "Home loan", "No processing fee", "Prepare the file")
    assert owners(branch) == before | dict.fromkeys(goes, "ravi")
    meera = branch.store.get(Customer, 1)
    assert [(each.owner, each.since) for each in meera.owners] == [("Kiran Shah", DAY), ("ravi", TODAY)]
    [promise] = branch.store.find(Commitment, words="No processing fee")
    assert (promise.promised_by, [each.owner for each in promise.owners]) == ("kiran", ["kiran", "ravi"])
    undo.take_back(ravi)
    assert owners(branch) == before
    assert handovers.get(branch.store, one.id).waits


def wrong(desk: Desk, what: str, **more: object) -> None:
    """Something went wrong for Meera, and Kiran sees to it."""
    with desk.store.transaction() as now:
        now.add(Incident(**{"customer_id": 1, "on": DAY, "what": what, "owner": "kiran"} | more))


def seen_to(desk: Desk) -> dict[str, str]:
    return {one.what: one.owner for one in desk.store.find(Incident)}


def test_an_open_incident_of_the_same_owner_goes_along_and_one_undo_takes_it_back(branch: Desk) -> None:
    wrong(branch, "The card was swallowed")
    wrong(branch, "A wrong letter", closed_on=DAY)
    wrong(branch, "Waited for an hour", owner="asha")
    before, one, ravi = seen_to(branch), proposed(branch), of(branch, "ravi")
    read_all(ravi, one)
    handover.accept(ravi, [one])
    assert seen_to(branch) == before | {"The card was swallowed": "ravi"}
    undo.take_back(ravi)
    assert seen_to(branch) == before


def test_who_has_only_an_open_incident_has_a_book_and_does_not_leave_before_it_is_with_another(branch: Desk) -> None:
    wrong(branch, "Waited for an hour", customer_id=2, owner="Ravi Patil")
    assert owned.of(branch.store, "ravi").words == "1 open incident"
    root, ravi = of(branch, "root"), staff.by_login(branch.store, "ravi")
    with pytest.raises(staff.StillOwns, match="ravi still has 1 open incident: hand the book over first"):
        staff.save_member(root, ravi, ravi.model_copy(update={"left_on": TODAY}))
    [one] = handover.propose_book(root, "ravi", "kiran", "Ravi moves").changed
    handover.accept(of(branch, "kiran"), [one])
    assert (seen_to(branch)["Waited for an hour"], branch.store.get(Customer, 2).owner) == ("kiran", "asha")
    assert staff.save_member(root, ravi, ravi.model_copy(update={"left_on": TODAY})).left_on == TODAY


def test_every_open_promise_has_to_be_read_one_by_one_whoever_owes_it(branch: Desk) -> None:
    one, ravi = proposed(branch), of(branch, "ravi")
    first, second = handovers.unread(branch.store, one)
    assert [first.words, second.words] == ["No processing fee", "Call on Monday"]
    with pytest.raises(handover.Unread, match=r"2 open promises are not marked as read: read #1, #2 first"):
        handover.accept(ravi, [one])
    handover.mark_read(ravi, one.id, first.id, handovers.digest(first))
    with pytest.raises(handover.Unread, match=r"1 open promise is not marked as read: read #2 first"):
        handover.accept(ravi, [one])
    handover.mark_read(ravi, one.id, second.id, handovers.digest(second))
    assert handover.accept(ravi, [one]).changed[0].state is HandoverState.ACCEPTED


def test_a_promise_that_says_something_else_since_is_read_again(branch: Desk) -> None:
    one, ravi = proposed(branch), of(branch, "ravi")
    read_all(ravi, one)
    before = branch.store.get(Commitment, 1)
    records.change(of(branch, "kiran"), before, before.model_copy(update={"words": "Half the processing fee"}))
    with pytest.raises(handover.Unread, match="1 open promise"):
        handover.accept(ravi, [handovers.get(branch.store, one.id)])
    with pytest.raises(Conflict, match="#1 says something else than what you read"):
        handover.mark_read(ravi, one.id, 1, handovers.digest(before))


def test_a_promise_made_while_it_waits_is_read_too(branch: Desk) -> None:
    one, ravi = proposed(branch), of(branch, "ravi")
    read_all(ravi, one)
    records.add(of(branch, "kiran"), Commitment(customer_id=1, words="A locker", owner="kiran", made_on=DAY))
    with pytest.raises(handover.Unread, match="1 open promise"):
        handover.accept(ravi, [one])


def test_it_is_returned_with_a_reason_and_the_old_owner_goes_on(branch: Desk) -> None:
    before, one, ravi = owners(branch), proposed(branch), of(branch, "ravi")
    with pytest.raises(DeskError, match="say why it is returned"):
        handover.send_back(ravi, [one], "  ")
    handover.send_back(ravi, [one], "I have too much already")
    returned = handovers.get(branch.store, one.id)
    assert (returned.state, returned.why) == (HandoverState.RETURNED, "I have too much already")
    assert owners(branch) == before
    assert handovers.is_current(branch.store, returned)
    with pytest.raises(Conflict, match="this handover was returned on 2026-11-21"):
        handover.accept(ravi, [returned])
    proposed(branch)
    assert not handovers.is_current(branch.store, returned)


def test_who_proposed_it_takes_it_back_and_the_receiver_does_not(branch: Desk) -> None:
    one = proposed(branch)
    with pytest.raises(NotAllowed, match="kiran has proposed it: they, a branch manager or an admin take it back"):
        handover.take_back(of(branch, "ravi"), [one])
    handover.take_back(of(branch, "kiran"), [one])
    assert handovers.get(branch.store, one.id).state is HandoverState.TAKEN_BACK


@pytest.mark.parametrize("act", ["read", "accept", "return"])
def test_only_the_receiver_reads_accepts_or_returns(branch: Desk, act: str) -> None:
    one, root = proposed(branch), of(branch, "root")
    first = branch.store.get(Commitment, 1)
    acts = {
        "read": lambda: handover.mark_read(root, one.id, 1, handovers.digest(first)),
        "accept": lambda: handover.accept(root, [one]),
        "return": lambda: handover.send_back(root, [one], "no"),
    }
    with pytest.raises(NotAllowed, match="this is handed over to ravi, who alone can read, accept or return it"):
        acts[act]()


@pytest.mark.parametrize(
    ("login", "may"), [("kiran", True), ("asha", True), ("root", True), ("ravi", False)], ids=lambda value: str(value)
)
def test_the_owner_their_supervisor_and_who_may_change_the_staff_propose(branch: Desk, login: str, may: bool) -> None:
    if may:
        assert handover.propose(of(branch, login), [1], "ravi", "moves").changed
    else:
        with pytest.raises(NotAllowed, match="Kiran Shah answers for it: they, their supervisor or a branch manager"):
            handover.propose(of(branch, login), [1], "ravi", "moves")


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (" ", "say who is to take it over"),
        ("nobody", "nobody is not on the staff list"),
        ("lata", "lata left this desk on 2026-10-09"),
        ("joseph", "joseph is an auditor, who only reads"),
        ("kiran", "it is with Kiran Shah already"),
    ],
)
def test_who_can_not_take_it_over_is_refused(branch: Desk, to: str, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        handover.propose(of(branch, "kiran"), [1], to, "moves")
    assert branch.store.find(Handover) == []


def test_a_reason_is_asked_for_and_nothing_is_proposed_twice(branch: Desk) -> None:
    kiran = of(branch, "kiran")
    with pytest.raises(DeskError, match="say why it is handed over"):
        handover.propose(kiran, [1], "ravi", " ")
    proposed(branch)
    with pytest.raises(DeskError, match="it is proposed to ravi since 2026-11-21: handover 1 is taken back first"):
        handover.propose(kiran, [1], "asha", "moves")


def test_a_book_is_all_that_is_with_an_officer_also_with_another_ones_customer(branch: Desk) -> None:
    assert owned.of(branch.store, "kiran").words == "1 customer, 2 open deals and 2 open commitments"
    done = handover.propose_book(of(branch, "kiran"), "kiran", "Ravi Patil", "Kiran moves to Nashik")
    assert [(one.customer_id, one.book) for one in done.changed] == [(1, 1), (2, 1)]
    ravi = of(branch, "ravi")
    first, second = handovers.of_book(branch.store, handovers.get(branch.store, 2))
    part = handover.accept(ravi, [first, second])
    assert (part.words.partition(":")[0], len(part.left)) == ("1 of 2 accepted; 1 not", 1)
    assert owners(branch)["Omar Haddad"] == "asha"
    assert owners(branch)["Car loan"] == "ravi"
    read_all(ravi, first)
    handover.accept(ravi, [first])
    assert owned.of(branch.store, "kiran").words == ""


def test_who_owns_nothing_has_no_book(branch: Desk) -> None:
    with pytest.raises(DeskError, match="nothing is with ravi: there is no book to hand over"):
        handover.propose_book(of(branch, "root"), "ravi", "kiran", "moves")


def test_a_customers_owner_changes_in_no_other_way(branch: Desk) -> None:
    meera = branch.store.get(Customer, 1)
    with pytest.raises(OnlyByHandover, match="Kiran Shah answers for this customer until a handover is accepted"):
        records.change(of(branch, "root"), meera, meera.model_copy(update={"owner": "ravi"}))
    records.change(of(branch, "root"), meera, meera.model_copy(update={"owner": "kiran"}))
    assert branch.store.get(Customer, 1).owners == ()


def test_an_owner_who_is_not_on_the_staff_list_is_a_word_that_may_be_mended(desk: Desk) -> None:
    meera = records.add(desk, Customer(name="Meera Iyer", owner="ravvi", since=DAY))
    assert records.change(desk, meera, meera.model_copy(update={"owner": "ravi"})).owner == "ravi"


def test_nobody_leaves_who_still_owns_something(branch: Desk) -> None:
    root = of(branch, "root")
    kiran = staff.by_login(branch.store, "kiran")
    leaving = kiran.model_copy(update={"left_on": TODAY})
    with pytest.raises(staff.StillOwns) as refused:
        staff.save_member(root, kiran, leaving)
    assert str(refused.value).startswith(
        "kiran still has 1 customer, 2 open deals and 2 open commitments: hand the book over first"
    )
    done = handover.propose_book(root, "kiran", "ravi", "moves")
    ravi = of(branch, "ravi")
    for one in done.changed:
        read_all(ravi, one)
    handover.accept(ravi, done.changed)
    assert staff.save_member(root, kiran, leaving).left_on == TODAY


@pytest.mark.parametrize("login", ["kiran", "root"])
def test_nobody_leaves_for_whose_answer_a_handover_waits(branch: Desk, login: str) -> None:
    one, root, ravi = proposed(branch), of(branch, "root"), staff.by_login(branch.store, "ravi")
    leaving = ravi.model_copy(update={"left_on": TODAY})
    told = r"^1 handover waits for ravi's answer: take it back first \(crm-tui handover take-back 1\), or ravi accepts"
    with pytest.raises(staff.StillAsked, match=told):
        staff.save_member(root, ravi, leaving)
    handover.take_back(of(branch, login), [one])
    assert staff.save_member(root, ravi, leaving).left_on == TODAY


def test_who_may_change_the_staff_does_not_put_away_what_was_returned_to_another(branch: Desk) -> None:
    one = proposed(branch)
    handover.send_back(of(branch, "ravi"), [one], "too much")
    with pytest.raises(NotAllowed, match="kiran has proposed it"):
        handover.take_back(of(branch, "root"), [one])


def test_of_one_that_waits_for_somebody_who_left_the_day_says_so_to_who_proposed_it(branch: Desk) -> None:
    proposed(branch)
    with branch.store.transaction() as now:
        now.put(staff.by_login(now, "ravi").model_copy(update={"left_on": date(2026, 11, 20)}))
    [line] = [one for one in daily_check(branch.store, TODAY, owner="kiran").lines if one.key == "handover 1"]
    assert (line.who, line.to) == ("kiran", "ravi")
    assert line.words == "handover: ravi left on 2026-11-20 without an answer: take it back"


# one deal


def deal_of(branch: Desk, title: str) -> Deal:
    [found] = branch.store.find(Deal, title=title)
    return found


@pytest.fixture
def with_a_promise_on_each(branch: Desk) -> Desk:
    """On each deal of Kiran's something is promised, and on the home loan something went wrong."""
    with branch.store.transaction() as now:
        for deal in branch.store.find(Deal):
            about = {"customer_id": deal.customer_id, "deal_id": deal.id, "owner": "kiran"}
            now.add(Commitment(words=f"Answer on the {deal.title}", promised_by="kiran", made_on=DAY, **about))
    wrong(branch, "A wrong paper", deal_id=deal_of(branch, "Home loan").id)
    return branch


def test_one_deal_goes_over_with_what_is_open_on_it_and_its_customer_stays(with_a_promise_on_each: Desk) -> None:
    branch = with_a_promise_on_each
    before, kiran, ravi = owners(branch) | seen_to(branch), of(branch, "kiran"), of(branch, "ravi")
    home = deal_of(branch, "Home loan")
    [one] = handover.propose_deal(kiran, home.id, "ravi", "Ravi knows home loans").changed
    assert handovers.going(branch.store, one) == ("the deal Home loan, with 1 open commitment and 1 open incident")
    assert handovers.title(branch.store, one, "Meera Iyer") == "Meera Iyer: Home loan"
    [owed] = handovers.unread(branch.store, one)
    assert owed.words == "Answer on the Home loan"
    with pytest.raises(handover.Unread):
        handover.accept(ravi, [one])
    with pytest.raises(DeskError, match="#1 is no open promise on this deal"):
        handover.mark_read(ravi, one.id, 1, "0" * 12)
    read_all(ravi, one)
    handover.accept(ravi, [one])
    goes = ("Home loan", "Answer on the Home loan", "A wrong paper")
    assert owners(branch) | seen_to(branch) == before | dict.fromkeys(goes, "ravi")
    assert [each.owner for each in deal_of(branch, "Home loan").owners] == ["kiran", "ravi"]
    undo.take_back(ravi)
    assert owners(branch) | seen_to(branch) == before


def test_two_deals_of_a_customer_wait_apart_and_the_customer_with_neither(branch: Desk) -> None:
    kiran = of(branch, "kiran")
    with branch.store.transaction() as now:
        about = {"customer_id": 1, "stage_since": DAY, "opened": DAY, "owner": "kiran"}
        second = now.add(Deal(title="Car for Meera", **about))
    [first] = handover.propose_deal(kiran, deal_of(branch, "Home loan").id, "ravi", "moves").changed
    handover.propose_deal(kiran, second.id, "asha", "moves")
    with pytest.raises(DeskError, match="it is proposed to asha since 2026-11-21"):
        handover.propose_deal(kiran, second.id, "ravi", "moves")
    with pytest.raises(DeskError, match="it is proposed to ravi since 2026-11-21: handover 1 is taken back first"):
        handover.propose(kiran, [1], "asha", "moves")
    handover.send_back(of(branch, "ravi"), [first], "no time")
    assert handovers.is_current(branch.store, handovers.get(branch.store, first.id)), (
        "the other deal's says nothing of it"
    )


def test_a_lost_deal_is_not_handed_over(branch: Desk) -> None:
    with pytest.raises(DeskError, match="Old loan is lost: there is nothing to hand over"):
        handover.propose_deal(of(branch, "kiran"), deal_of(branch, "Old loan").id, "ravi", "moves")


def test_a_deals_owner_changes_in_no_other_way_and_its_history_has_no_gap(branch: Desk) -> None:
    root, home = of(branch, "root"), deal_of(branch, "Home loan")
    with pytest.raises(OnlyByHandover, match="kiran answers for this deal until a handover is accepted: propose one"):
        records.change(root, home, home.model_copy(update={"owner": "ravi"}))
    assert records.change(root, home, home.model_copy(update={"owner": "Kiran Shah"})).owners == ()
    [one] = handover.propose_deal(root, home.id, "ravi", "moves").changed
    handover.accept(of(branch, "ravi"), [one])
    owned_by = deal_of(branch, "Home loan").owners
    assert [(each.owner, each.since) for each in owned_by] == [("Kiran Shah", DAY), ("ravi", TODAY)]


def test_a_deal_that_is_signed_goes_along_too_and_nobody_leaves_with_one(branch: Desk) -> None:
    with branch.store.transaction() as now:
        about = {"stage_since": DAY, "opened": DAY, "owner": "ravi"}
        now.add(Deal(customer_id=2, title="A locker", stage=Stage.LIVE, **about))
        now.add(Deal(customer_id=2, title="Gold loan", stage=Stage.LOST, **about))
    assert owned.of(branch.store, "ravi").words == "1 live deal"
    [one] = handover.propose_book(of(branch, "root"), "ravi", "kiran", "Ravi moves").changed
    handover.accept(of(branch, "kiran"), [one])
    assert (deal_of(branch, "A locker").owner, deal_of(branch, "Gold loan").owner) == ("kiran", "ravi")
