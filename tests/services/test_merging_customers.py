"""Two customers made one, and taken apart again: the preview is the result, and nothing is lost."""

from contextlib import suppress
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal, Stage, Tenure
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.money import Money
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.sign_off import Review
from crm_tui.domain.snooze import Snooze
from crm_tui.interchange.prints.text import as_text
from crm_tui.reading.files import read_paper
from crm_tui.services import (
    deal_findings,
    merge_plan,
    merging_customers,
    records,
    review_sheet,
    sign_off,
    signature,
    undo,
)
from crm_tui.services.customers import find_customer
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.kinds import KINDS
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import redact
from crm_tui.store.rewriting import Wanted
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.services.review_desk import Branch
from tests.store.memory import MemoryStore

TODAY = date(2026, 11, 21)
EARLIER = date(2024, 5, 2)


def customer(name: str, **fields: object) -> Customer:
    return Customer.model_validate({"name": name, "owner": "asha", "since": TODAY} | fields)


def everything(desk: Desk, *, but: tuple[type[Record], ...] = (Merge,)) -> dict[tuple[str, int], str]:
    return {
        (table, one.id): one.model_dump_json()
        for table, kind in KINDS.items()
        if kind not in but
        for one in desk.store.find(kind)
    }


def filled(desk: Desk) -> tuple[int, int]:
    """Asha twice, and Ravi; the second Asha is named by a record of every kind."""
    with desk.acting("begun") as now:
        stays = now.add(
            customer(
                "Asha Kulkarni",
                phone="98220 12345",
                care="speaks Marathi",
                contacts=(Contact(name="Ravi", role="husband"),),
            )
        ).id
        goes = now.add(
            customer(
                "Mrs A. Kulkarni",
                phone="70201 55555",
                email="asha@home.example",
                place="Wakad",
                owner="ravi",
                since=EARLIER,
                care="call after six",
                contacts=(Contact(name="ravi", role="Husband"), Contact(name="Meera", role="daughter")),
                occasions=(Occasion(name="birthday", day=29, month=2, year=1988),),
                memberships=(Membership(programme="Gold Club"),),
            )
        ).id
        ravi = now.add(customer("Ravi Patil")).id
        deal = now.add(Deal(customer_id=goes, title="Home loan", stage_since=EARLIER, opened=EARLIER, owner="ravi")).id
        now.add(Deal(customer_id=stays, title="Gold loan", stage_since=TODAY, opened=TODAY, owner="asha"))
        said = now.add(Interaction(customer_id=goes, deal_id=deal, on=EARLIER, by="ravi", said="8.4 fixed")).id
        now.add(
            Commitment(
                customer_id=goes, deal_id=deal, interaction_id=said, words="8.4 fixed", owner="ravi", made_on=EARLIER
            )
        )
        now.add(Incident(customer_id=goes, on=EARLIER, what="was kept waiting", owner="ravi"))
        now.add(Consent(customer_id=goes, purpose=Purpose.GREETINGS, given_on=EARLIER, how="form 12", by="ravi"))
        now.add(Gift(customer_id=goes, what="sweets", value=Money(amount=500, currency="INR"), on=EARLIER, by="ravi"))
        now.add(Feedback(customer_id=goes, rating=4, on=EARLIER, by="ravi"))
        now.add(Referral(customer_id=ravi, referrer_id=goes, on=EARLIER, by="ravi"))
        now.add(
            Handover(
                customer_id=goes,
                owner="x",
                to="ravi",
                reason="left",
                by="x",
                on=EARLIER,
                state="accepted",
                ended_on=TODAY,
            )
        )
        now.add(Distinct(customer_id=goes, other_customer_id=ravi, by="ravi", on=EARLIER))
        now.add(Snooze(by="asha", about=f"occasion {goes} 02-29 birthday", until=TODAY))
    return stays, goes


def desk_at(store: MemoryStore | TinyStore) -> Desk:
    return Desk(store=store, read_paper=read_paper, today=lambda: TODAY, officer="asha")


@pytest.fixture
def desk() -> Desk:
    return desk_at(MemoryStore())


def merged(desk: Desk, stays: int, goes: int, *take: str) -> Merge:
    return merging_customers.merge(desk, merging_customers.preview(desk, stays, goes, take), "the same phone")


def apart(desk: Desk, merge: Merge) -> merging_customers.Parting:
    seen = merging_customers.parting(desk.store, merge.id)
    merging_customers.unmerge(desk, seen)
    return seen


def test_every_kind_of_record_that_names_a_customer_is_moved() -> None:
    fields = {
        (kind, name)
        for kind in KINDS.values()
        for name in kind.model_fields
        if name.endswith("customer_id") or name == "referrer_id"
    }
    assert fields == set(merge_plan.NAMING)


def test_a_preview_is_what_the_merge_makes(desk: Desk) -> None:
    stays, goes = filled(desk)
    seen = merging_customers.preview(desk, stays, goes, ["name"])
    merge = merging_customers.merge(desk, seen)
    left = desk.store.get(Customer, stays)
    assert left == seen.left == merge.left
    assert desk.store.get(Customer, goes) is None
    assert merge.moved == seen.moved
    assert {KINDS[table] for table in seen.counts} == {kind for kind in merge_plan.KINDS.values() if kind is not Merge}
    for moved in seen.moved:
        one = desk.store.get(merge_plan.KINDS[moved.table], moved.id)
        assert one is not None
        assert merge_plan.names(one, moved.field) == stays


def test_fields_are_chosen_or_joined_and_nothing_that_was_known_is_dropped(desk: Desk) -> None:
    stays, goes = filled(desk)
    left = merging_customers.preview(desk, stays, goes, ["phone"]).left
    assert (left.name, left.phone, left.email, left.place) == (
        "Asha Kulkarni",
        "70201 55555",
        "asha@home.example",
        "Wakad",
    )
    assert [one.name for one in left.contacts] == ["Ravi", "Meera"]
    assert (len(left.occasions), len(left.memberships)) == (1, 1)
    assert left.care.split("\n") == [
        "speaks Marathi",
        "call after six",
        f"Also known (merged from #{goes}): name Mrs A. Kulkarni, phone 98220 12345",
    ]
    assert left.since == EARLIER
    assert left.owners == (Tenure(owner="ravi", since=EARLIER), Tenure(owner="asha", since=TODAY))


def test_taking_apart_puts_every_byte_back(desk: Desk) -> None:
    stays, goes = filled(desk)
    before = everything(desk)
    seen = apart(desk, merged(desk, stays, goes))
    assert everything(desk) == before
    assert seen.told == ()


def test_what_was_done_since_is_kept_and_said(desk: Desk) -> None:
    stays, goes = filled(desk)
    merge = merged(desk, stays, goes)
    now = records.get(desk, Customer, stays)
    records.change(desk, now, now.model_copy(update={"care": f"{now.care}\nlikes tea", "language": "Marathi"}))
    promise = desk.store.find(Commitment, customer_id=stays)[0]
    records.change(desk, promise, promise.model_copy(update={"remark": "asked twice"}))
    records.add(desk, Interaction(customer_id=stays, on=TODAY, by="asha", said="thanks"))
    [deal] = [one for one in desk.store.find(Deal, customer_id=stays) if one.title == "Home loan"]
    new = records.add(
        desk,
        Commitment(customer_id=stays, deal_id=deal.id, words="send form", owner="asha", made_on=TODAY, kind="task"),
    )
    seen = apart(desk, merge)
    left = records.get(desk, Customer, stays)
    assert (left.care, left.language, left.phone) == ("speaks Marathi\nlikes tea", "Marathi", "98220 12345")
    assert records.get(desk, Customer, goes).care == "call after six"
    assert records.get(desk, Commitment, promise.id).remark == "asked twice"
    assert records.get(desk, Commitment, new.id).customer_id == goes
    assert seen.told == (
        "language of Asha Kulkarni was changed since: that is kept",
        "what is to know of Asha Kulkarni was changed since: that is kept",
        "stays with Asha Kulkarni: 1 interaction, added since",
        f"commitment #{new.id} was added since, and goes with its deal",
    )


def test_one_undo_takes_a_merge_back_and_one_a_parting(desk: Desk) -> None:
    stays, goes = filled(desk)
    before = everything(desk, but=())
    merge = merged(desk, stays, goes)
    after = everything(desk, but=())
    apart(desk, merge)
    undo.take_back(desk)
    assert everything(desk, but=()) == after
    undo.take_back(desk)
    assert everything(desk, but=()) == before


def test_a_preview_that_no_longer_holds_is_refused(desk: Desk) -> None:
    stays, goes = filled(desk)
    seen = merging_customers.preview(desk, stays, goes)
    records.add(desk, Interaction(customer_id=goes, on=TODAY, by="asha", said="thanks"))
    with pytest.raises(Conflict, match="look at the preview again"):
        merging_customers.merge(desk, seen)
    assert desk.store.get(Customer, goes) is not None


def test_a_chain_of_merges_is_taken_apart_from_its_end(desk: Desk) -> None:
    stays, goes = filled(desk)
    third = records.add(desk, customer("A Kulkarni")).id
    before = everything(desk)
    first = merged(desk, stays, goes)
    second = merged(desk, third, stays)
    with pytest.raises(DeskError, match=f"take merge {second.id} apart first"):
        merging_customers.parting(desk.store, first.id)
    apart(desk, second)
    apart(desk, first)
    assert everything(desk) == before
    with pytest.raises(DeskError, match="was taken apart on 2026-11-21 already"):
        merging_customers.parting(desk.store, first.id)


def test_who_asks_for_the_number_that_went_is_told_the_one_that_stays_through_a_chain(desk: Desk) -> None:
    stays, goes = filled(desk)
    third = records.add(desk, customer("A Kulkarni")).id
    merged(desk, stays, goes)
    last = merged(desk, third, stays)
    for number in (goes, stays):
        with pytest.raises(NotFound, match=f"^customer #{number} was merged into #{third}: use that number$"):
            find_customer(desk.store, str(number))
    apart(desk, last)
    with pytest.raises(NotFound, match=f"^customer #{goes} was merged into #{stays}: use that number$"):
        find_customer(desk.store, f"#{goes}")


@pytest.mark.parametrize(
    ("add", "told"),
    [
        (
            lambda _, goes: Handover(customer_id=goes, owner="x", to="meera", reason="so", by="x", on=TODAY),
            "a handover of Mrs A. Kulkarni to meera waits",
        ),
        (
            lambda stays, goes: Referral(customer_id=stays, referrer_id=goes, on=TODAY, by="x"),
            "stand in one chain of referrals",
        ),
        (lambda stays, _: Referral(customer_id=stays, referrer_id=3, on=TODAY, by="x"), "in one chain of referrals"),
    ],
    ids=["a handover that waits", "one sent the other", "a ring over a third"],
)
def test_what_would_break_a_rule_is_refused_in_one_line(desk: Desk, add: object, told: str) -> None:
    stays, goes = filled(desk)
    records.add(desk, add(stays, goes))  # type: ignore[operator]
    with pytest.raises(DeskError, match=told):
        merging_customers.preview(desk, stays, goes)


def test_reviews_and_prints_of_a_signed_deal_stay_true_through_a_merge() -> None:
    branch = Branch(MemoryStore())
    asha = branch.desk("asha")
    waiting = sign_off.submit(asha, branch.deal_id, "she is keen")
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    sign_off.approve(branch.desk("vikram"), waiting, seen, "as it was said")
    stays = records.add(asha, customer("S. Rao")).id
    first = merged(asha, stays, 1)
    # what was approved for her may be signed, whatever number she has now
    branch.wait(7)
    signature.sign(asha, branch.deal_id)
    reviewed = [one.model_dump_json() for one in branch.store.find(Review)]
    sheet = as_text(review_sheet.of(asha, branch.deal_id))
    assert "S. Rao (#2)" in sheet
    assert f"Sunita Rao (#1) until {first.on}" in sheet
    assert "Something has changed" not in sheet
    second = merged(asha, records.add(asha, customer("Sunita")).id, stays)
    assert "Something has changed" not in as_text(review_sheet.of(asha, branch.deal_id))
    apart(asha, second)
    apart(asha, first)
    after = as_text(review_sheet.of(asha, branch.deal_id))
    assert "Sunita Rao (#1)" in after
    assert "until" not in after.split("Facts")[0]
    assert "Something has changed" not in after
    assert [one.model_dump_json() for one in branch.store.find(Review)] == reviewed


def test_what_is_to_be_looked_at_first_is_said(desk: Desk) -> None:
    stays, goes = filled(desk)
    records.add(
        desk,
        Consent(customer_id=stays, purpose=Purpose.GREETINGS, given_on=EARLIER, how="x", by="x", withdrawn_on=TODAY),
    )
    merging_customers.not_the_same(desk, goes, stays, "sisters")
    assert merging_customers.preview(desk, stays, goes).warnings == (
        "little speaks for it: nearly the same name; but another phone",
        "ravi answered for Mrs A. Kulkarni: from now on asha does; deals keep their owners",
        "consent to greetings was withdrawn on 2026-11-21 by one of the two, and stands with the other",
        "asha said on 2026-11-21 that they are not the same: sisters",
    )


def test_on_disk_the_number_comes_back_and_is_never_another_ones(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    store = TinyStore(path, by="asha")
    desk = desk_at(store)
    stays, goes = filled(desk)
    before = everything(desk)
    merge = merged(desk, stays, goes)
    new = records.add(desk, customer("Thomas")).id
    assert new > goes
    store.close()
    desk = desk_at(TinyStore(path, by="asha"))
    assert records.add(desk, customer("Maria")).id == new + 1
    assert verify(path, indexes=INDEXES, check=unreadable).findings == ()
    apart(desk, merge)
    assert verify(path, indexes=INDEXES, check=unreadable).findings == ()
    assert {key: told for key, told in everything(desk).items() if key in before} == before


def test_what_is_erased_of_a_customer_is_erased_in_the_merge_too(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    store = TinyStore(path, by="asha")
    desk = desk_at(store)
    stays, goes = filled(desk)
    merged(desk, stays, goes)
    store.close()
    redact(path, Wanted("customers", goes, ("phone",)), why="asked for", by="boss", indexes=INDEXES, check=unreadable)
    found = TinyStore(path).get(Merge, 1)
    assert found is not None
    assert found.was is not None
    assert found.before is not None
    assert (found.was.phone, found.before.phone) == ("[redacted]", "98220 12345")
    redact(path, Wanted("customers", goes), why="asked for", by="boss", indexes=INDEXES, check=unreadable)
    kept = TinyStore(path).get(Merge, 1)
    assert kept is not None
    assert kept.was is None
    with pytest.raises(DeskError, match="what it kept of a customer was erased"):
        merging_customers.parting(TinyStore(path), 1)


words = st.sampled_from(["", "a", "b", "speaks Marathi", "a\nb"])
lists = st.lists(st.sampled_from([Contact(name="Ravi"), Contact(name="Meera"), Contact(name="ravi")]), max_size=3)
ones = st.builds(
    lambda name, phone, place, care, contacts, owner, day: customer(
        name, phone=phone, place=place, care=care, contacts=tuple(contacts), owner=owner, since=date(2024, 1, day)
    ),
    st.sampled_from(["Asha", "Asha K", "आशा"]),
    st.sampled_from(["", "98220 12345", "70201 55555"]),
    st.sampled_from(["", "Wakad"]),
    words,
    lists,
    st.sampled_from(["asha", "ravi"]),
    st.integers(1, 28),
)
steps = st.lists(
    st.tuples(st.sampled_from(["merge", "apart", "edit", "add", "move", "undo"]), st.integers(0, 5), st.integers(0, 5)),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(ones, ones, st.lists(st.sampled_from(merge_plan.CHOSEN), max_size=3))
def test_any_two_that_are_merged_and_taken_apart_are_what_they_were(
    one: Customer, other: Customer, take: list[str]
) -> None:
    desk = desk_at(MemoryStore())
    stays, goes = records.add(desk, one).id, records.add(desk, other).id
    for number in (stays, goes):
        records.add(desk, Interaction(customer_id=number, on=TODAY, by="asha"))
    before = everything(desk)
    seen = merging_customers.preview(desk, stays, goes, take)
    merge = merging_customers.merge(desk, seen)
    assert desk.store.get(Customer, stays) == seen.left
    apart(desk, merge)
    assert everything(desk) == before


@settings(max_examples=40, deadline=None)
@given(st.lists(ones, min_size=4, max_size=4), steps)
def test_whatever_is_done_nothing_names_nobody_and_all_comes_apart_in_the_end(
    began: list[Customer], done: list[tuple[str, int, int]]
) -> None:
    desk = desk_at(MemoryStore())
    for one in began:
        made = records.add(desk, one)
        deal = records.add(desk, Deal(customer_id=made.id, title="loan", stage_since=TODAY, opened=TODAY, owner="asha"))
        records.add(desk, Interaction(customer_id=made.id, deal_id=deal.id, on=TODAY, by="asha"))
    desk.done.forget()
    kinds = (Interaction, Deal)
    added = {(kind.table, one.id): one for kind in kinds for one in desk.store.find(kind)}
    edits = 0
    for step, first, second in done:
        here = desk.store.find(Customer)
        one, other = here[first % len(here)], here[second % len(here)]
        with suppress(DeskError):
            if step == "merge":
                merged(desk, one.id, other.id)
            elif step == "apart":
                standing = [found for found in desk.store.find(Merge) if found.stands]
                if standing:
                    apart(desk, standing[first % len(standing)])
            elif step == "edit":
                records.change(desk, one, one.model_copy(update={"care": f"{one.care}\nedit {edits}".strip()}))
                edits += 1
            elif step == "add":
                records.add(desk, Interaction(customer_id=one.id, on=TODAY, by="asha"))
            elif step == "move":
                deals = desk.store.find(Deal)
                moved = deals[first % len(deals)]
                stage = Stage.NEEDS if moved.stage is Stage.ENQUIRY else Stage.ENQUIRY
                records.change(desk, moved, moved.model_copy(update={"stage": stage}))
            else:
                undo.take_back(desk)
        _nothing_is_loose(desk)
    for merge in reversed([found for found in desk.store.find(Merge) if found.stands]):
        apart(desk, merge)
    _nothing_is_loose(desk)
    assert [one.id for one in desk.store.find(Customer)] == [1, 2, 3, 4]
    for (_, number), was in added.items():
        found = desk.store.get(type(was), number)
        assert found is not None
        assert merge_plan.names(found, "customer_id") == merge_plan.names(was, "customer_id")


@settings(max_examples=40, deadline=None)
@given(st.permutations([1, 2, 3, 4, 5]), st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 19))
def test_no_merge_makes_a_ring_of_referrals_and_taking_it_apart_puts_every_byte_back(
    order: list[int], by: list[int], pair: int
) -> None:
    """Also of a customer into who sent them, next in the chain or further up."""
    desk = desk_at(MemoryStore())
    for name in "ABCDE":
        records.add(desk, customer(name))
    # each comes by one who stands before them: a forest, as referrals are
    for place, one in enumerate(order[1:], 1):
        if by[place - 1]:
            sent = order[by[place - 1] % place]
            records.add(desk, Referral(customer_id=one, referrer_id=sent, on=TODAY, by="asha"))
    before = everything(desk)
    stays, goes = list(permutations(range(1, 6), 2))[pair]
    chain = _sent_by(desk, stays) | {stays}, _sent_by(desk, goes) | {goes}
    try:
        merge = merged(desk, stays, goes)
    except DeskError as problem:
        assert str(problem).endswith("away first")  # noqa: PT017 - most of what is drawn is merged
        assert everything(desk) == before
        return
    assert stays not in chain[1] and goes not in chain[0], "who sent them is not themselves"  # noqa: PT018
    for one in desk.store.find(Customer):
        assert one.id not in _sent_by(desk, one.id)
    apart(desk, merge)
    assert everything(desk) == before


def _sent_by(desk: Desk, number: int) -> set[int]:
    """Everybody up the chain."""
    came = {one.customer_id: one.referrer_id for one in desk.store.find(Referral)}
    found: set[int] = set()
    while number in came and came[number] not in found:
        number = came[number]
        found.add(number)
    return found


def _nothing_is_loose(desk: Desk) -> None:
    there = {one.id for one in desk.store.find(Customer)}
    for kind, field in merge_plan.NAMING:
        for one in desk.store.find(kind):
            assert getattr(one, field) in {*there, None}
    for deal in desk.store.find(Deal):
        for said in desk.store.find(Interaction, deal_id=deal.id):
            assert said.customer_id == deal.customer_id
