from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Contact, Customer, CustomerKind
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback, From
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction, Need
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.services.search import Replaced, search
from crm_tui.services.search_words import Kind, read
from crm_tui.store.desk_store import TinyStore

TODAY = date(2026, 11, 21)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def money(amount: int, currency: str = "INR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def records() -> Iterator[Record]:
    yield Member(login="asha", name="Asha Kulkarni", since=days(-900))
    yield Member(login="vikram", name="Vikram Shah", since=days(-900))
    ravi = Contact(name="Ravi", role="accountant")
    yield Customer(name="Lakshmi Rāo", place="Wakad", owner="asha", since=days(-700), contacts=(ravi,))
    yield Customer(name="王小明", owner="Vikram Shah", since=days(-300), care="Prefers tea")
    firm = CustomerKind.INSTITUTION
    yield Customer(name="[red]Rao & Sons[/]", kind=firm, owner="vikram", since=days(-20))
    deal = {"owner": "asha", "opened": days(-40), "stage_since": days(-6)}
    yield Deal(customer_id=1, title="Home loan, flat", stage=Stage.REVIEW, value=money(4_800_000), **deal)
    yield Deal(customer_id=2, title="Fixed deposit", stage=Stage.LIVE, value=money(600, "USD"), **deal)
    owed = {"owner": "asha", "made_on": days(-10)}
    yield Commitment(customer_id=1, deal_id=1, words="Waive the CAFÉ fee", due=days(-2), cost=money(900), **owed)
    yield Commitment(customer_id=1, words="Send papers", kind=CommitmentKind.THEIRS, due=TODAY, **owed)
    yield Commitment(customer_id=2, words="Renew", status=Status.KEPT, settled_on=days(-1), **owed)
    yield Commitment(customer_id=3, words="Call back", kind=CommitmentKind.TASK, owner="vikram", made_on=days(-1))
    need = Need(words="locker near the door")
    yield Interaction(customer_id=2, on=days(-3), by="vikram", said="He spoke of his son", needs=(need,))
    yield Incident(customer_id=1, on=days(-5), what="Card came late", owner="asha", closed_on=days(-4))
    yield Incident(customer_id=2, on=days(-5), what="Wrong statement", owner="asha")
    yield Document(deal_id=1, name="Sanction.pdf", sha256="0" * 64, pages=1, attached_on=days(-4), attached_by="vikram")
    yield Consent(customer_id=1, purpose=Purpose.PUBLISH_NAME, given_on=days(-8), how="signed form 12", by="asha")
    accepted = {"answer": GiftAnswer.ACCEPTED, "answered_on": days(-7)}
    yield Gift(customer_id=2, what="Tea set", value=money(2_000), on=days(-7), by="asha", **accepted)
    yield Feedback(source=From.ANONYMOUS, words="Long queue at the counter", on=days(-1), by="vikram")


@pytest.fixture(params=["memory", "disk", "folded"])
def searched(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Desk:
    """On the store in memory, on one whose log holds everything, and on one whose file does."""
    if request.param != "memory":
        desk = replace(desk, store=TinyStore(tmp_path / "desk.json"))
    with desk.store.transaction() as now:
        for record in records():
            now.add(record)
    if request.param == "folded":
        desk.store.tend(1e9)
        assert (tmp_path / "desk.json").exists()
    return desk


def found(desk: Desk, line: str) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for one in search(desk, read(line)).hits:
        kinds.setdefault(one.kind.value, []).append(one.id)
    return {kind: sorted(numbers) for kind, numbers in kinds.items()}


EVERYTHING = {
    "customer": [1, 2, 3],
    "deal": [1, 2],
    "commitment": [1, 2, 3, 4],
    "interaction": [1],
    "incident": [1, 2],
    "paper": [1],
    "consent": [1],
    "gift": [1],
    "feedback": [1],
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", {}),
        ("cafe", {"commitment": [1]}),
        ("fee RAO waive", {"commitment": [1]}),
        ("ravi", {"customer": [1]}),
        ("tea", {"customer": [2], "gift": [1]}),
        ("小明", {key: EVERYTHING[key] for key in ("interaction", "gift")}
            | {"customer": [2], "deal": [2], "commitment": [3], "incident": [2]}),
        ("locker door", {"interaction": [1]}),
        ("queue counter", {"feedback": [1]}),
        ("form 12", {"consent": [1]}),
        ("sanction", {"paper": [1]}),
        ("lakshmi sanction", {"paper": [1]}),
        ('"home loan"', {"deal": [1]}),
        ('"loan home"', {}),
        ("loan home", {"deal": [1]}),
        ("[red]", {"customer": [3], "commitment": [4]}),
        (".*", {}),
        ("zebra", {}),
    ],
)  # fmt: skip
def test_words_find_every_kind_of_record(searched: Desk, line: str, expected: dict[str, list[int]]) -> None:
    assert found(searched, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kind:deal", {"deal": [1, 2]}),
        ("kind:promise", {"commitment": [1, 3]}),
        ("kind:task,theirs", {"commitment": [2, 4]}),
        ("kind:institution", {"customer": [3]}),
        ("owner:vikram kind:customer", {"customer": [2, 3]}),
        ('owner:"vikram shah" kind:customer', {"customer": [2, 3]}),
        ("owner:vik kind:commitment", {"commitment": [4]}),
        ("owner:me kind:commitment", {"commitment": [1, 2, 3]}),
        ("owner:asha owner:vikram", {}),
        ("owner:vikram kind:paper", {"paper": [1]}),
        ("stage:review", {"deal": [1]}),
        ("stage:review,live", {"deal": [1, 2]}),
        ("due:overdue", {"commitment": [1]}),
        ("due:today", {"commitment": [2]}),
        ("due:none", {"commitment": [4]}),
        ("due:<=today", {"commitment": [1, 2]}),
        ("due:>2026-11-19 rao", {"commitment": [2]}),
        ("customer:rao", {"customer": [1, 3], "deal": [1], "commitment": [1, 2, 4], "incident": [1],
                          "paper": [1], "consent": [1]}),
        ("customer:#3", {"customer": [3], "commitment": [4]}),
        ("customer:#3 call", {"commitment": [4]}),
        ("status:open kind:commitment,deal,incident", {"deal": [1], "commitment": [1, 2, 4], "incident": [2]}),
        ("status:kept", {"commitment": [3]}),
        ("status:closed", {"deal": [2], "commitment": [3], "incident": [1], "gift": [1]}),
        ("status:given", {"consent": [1]}),
        ("status:accepted", {"gift": [1]}),
        ("value:>50000", {"deal": [1]}),
        ("value:>=600", {"deal": [1, 2], "commitment": [1], "gift": [1]}),
        ("value:<1kUSD", {"deal": [2]}),
        ("value:>600 value:<3k", {"commitment": [1], "gift": [1]}),
        ("since:2d", {"commitment": [4], "feedback": [1]}),
        ("until:2025", {"customer": [1]}),
        ("cafe owner:vikram", {}),
        ("stage:review due:overdue", {}),
    ],
)  # fmt: skip
def test_filter_words(searched: Desk, line: str, expected: dict[str, list[int]]) -> None:
    assert found(searched, line) == expected


def test_without_a_condition_on_them_all_records_are_found(searched: Desk) -> None:
    assert found(searched, "until:today") == EVERYTHING


def test_a_hit_tells_whose_it_is_and_where_it_stands(searched: Desk) -> None:
    [paper] = search(searched, read("sanction")).hits
    assert (paper.kind, paper.customer, paper.deal_id, paper.words) == (Kind.PAPER, "Lakshmi Rāo", 1, "Sanction.pdf")
    [promise] = search(searched, read("cafe")).hits
    assert (promise.stands, promise.owner, promise.on) == ("promise", "asha", days(-2))
    [opinion] = search(searched, read("queue")).hits
    assert (opinion.customer, opinion.customer_id) == ("", None)


def test_what_was_changed_is_found_as_it_is_now(searched: Desk) -> None:
    with searched.store.transaction() as now:
        before = now.get(Commitment, 1)
        assert before is not None
        now.put(before.model_copy(update={"words": "Waive the locker rent", "customer_id": 3}))
    assert found(searched, "cafe") == {}
    assert found(searched, "rent sons") == {"commitment": [1]}
    assert found(searched, "rent lakshmi") == {}


def test_more_than_are_given_are_counted(searched: Desk) -> None:
    with searched.store.transaction() as now:
        for number in range(30):
            now.add(Commitment(customer_id=3, words=f"Ask {number}", owner="asha", made_on=TODAY))
    told = search(searched, read("ask"), most=5)
    assert told.counts == {Kind.COMMITMENT: 30}
    assert [one.record.words for one in told.hits] == [f"Ask {number}" for number in range(25, 30)]


def test_a_search_for_which_nobody_waits_ends(searched: Desk) -> None:
    with pytest.raises(Replaced):
        search(searched, read("rao"), goes_on=lambda: False)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("his neighbour", [Kind.REFERRAL]),
        ("kind:referral lakshmi", [Kind.REFERRAL]),
        ("kind:referral customer:王", [Kind.REFERRAL]),
        ("kind:referral customer:#1", [Kind.REFERRAL]),
        ("kind:referral customer:#3", []),
        ("nashik", [Kind.HANDOVER]),
        ("kind:handover status:proposed owner:asha", [Kind.HANDOVER]),
        ("kind:handover status:open lakshmi", [Kind.HANDOVER]),
        ("kind:handover status:accepted", []),
    ],
)
def test_referrals_and_handovers_are_found_too(searched: Desk, typed: str, kinds: list[Kind]) -> None:
    with searched.store.transaction() as now:
        now.add(Referral(customer_id=2, referrer_id=1, on=days(-6), by="asha", words="his neighbour sent him"))
        now.add(Handover(customer_id=1, owner="asha", to="vikram", reason="Asha moves to Nashik", by="asha", on=TODAY))
    found = search(searched, read(typed))
    assert [one.kind for one in found.hits] == kinds
    told = {Kind.REFERRAL: "came by Lakshmi Rāo, his neighbour sent him", Kind.HANDOVER: "asha to vikram: Asha moves"}
    assert all(one.words.startswith(told[one.kind]) for one in found.hits)
