"""A customer who asks to be forgotten: the person goes from every table, what can be counted stays."""

import json
from datetime import date
from pathlib import Path

import pytest

from crm_tui.bootstrap import open_desk
from crm_tui.cli import main
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.interaction import Interaction, Need
from crm_tui.domain.money import Money
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.referral import Referral
from crm_tui.domain.sign_off import Review
from crm_tui.domain.snooze import Snooze
from crm_tui.services import kept_record
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.kinds import KINDS
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import Redacted, redact
from crm_tui.store.rewriting import Wanted
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify

DAY = date(2026, 11, 2)
SECRET = "Zzyzx"


def counts(path: Path) -> dict[str, int]:
    store = TinyStore(path, access_mode="r")
    try:
        return {table: store.count(kind) for table, kind in KINDS.items()}
    finally:
        store.close()


def everything(path: Path) -> str:
    """The log, the file made from it, and all papers, as one text."""
    return "\n".join(one.read_bytes().decode("utf-8", "replace") for one in path.parent.rglob("*") if one.is_file())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Customer 1 has something in every table that holds what is personal, customer 2 stays; each version counts."""
    path = tmp_path / "desk.json"
    with TinyStore(path, by="asha").transaction("laid down") as now:
        her = Customer(
            name=f"Meera {SECRET}", phone=f"98 {SECRET}", email=f"{SECRET}@x.example", owner="asha", since=DAY
        )
        her = now.add(her)
        other = now.add(Customer(name="Ravi Kale", owner="asha", since=DAY, place="Pune"))
        people = (Contact(name=f"Son {SECRET}"),)
        feast = Occasion(name=f"{SECRET} day", day=1, month=2)
        now.put(her.model_copy(update={"place": "Pune", "contacts": people, "occasions": (feast,)}))
        about = {"customer_id": her.id, "on": DAY, "by": "asha"}
        now.add(Interaction(**about, said=f"said {SECRET}", felt_words=SECRET, needs=(Need(words=f"a car {SECRET}"),)))
        now.add(Interaction(customer_id=other.id, on=DAY, by="asha", said="his own words"))
        now.add(Gift(**about, what=f"sweets {SECRET}", value=Money(amount="400", currency="INR"), remark=SECRET))
        now.add(Feedback(**about, rating=4, words=f"good {SECRET}"))
        now.add(Referral(customer_id=her.id, referrer_id=other.id, on=DAY, by="asha", words=f"by {SECRET}"))
        given = {"customer_id": her.id, "given_on": DAY, "by": "asha", "how": f"form {SECRET}"}
        now.add(Consent(purpose=Purpose.PUBLISH_NAME, **given, uses=({"where": f"wall {SECRET}", "on": DAY},)))
        now.add(Handover(customer_id=her.id, owner="asha", to="ravi", reason=f"moves {SECRET}", by="asha", on=DAY))
        now.add(Snooze(by="asha", about=f"occasion {her.id} 02-01 {SECRET} day", until=DAY))
    return path


def erase(path: Path, number: int = 1, **more: bool) -> Redacted:
    wanted = Wanted("customers", number, person=True, **more)
    return redact(path, wanted, why="asked for", by="boss", indexes=INDEXES, check=unreadable)


def test_the_person_is_gone_from_every_table_and_every_version_and_all_that_is_counted_stays(path: Path) -> None:
    before = counts(path)
    assert SECRET in everything(path)
    done = erase(path)
    assert SECRET not in everything(path)
    assert done.left == ()
    assert counts(path) == before
    assert verify(path, indexes=INDEXES, check=unreadable).findings == ()
    store = TinyStore(path, access_mode="r")
    her, other = store.find(Customer)
    assert (her.name, her.email, her.contacts, her.occasions) == ("[redacted]", "", (), ())
    assert (her.owner, her.since, other.name, other.place) == ("asha", DAY, "Ravi Kale", "Pune")
    assert [one.said for one in store.find(Interaction)] == ["[redacted]", "his own words"]
    [gift], [rated] = store.find(Gift), store.find(Feedback)
    assert (gift.value.amount, gift.what, rated.rating, rated.words) == (400, "[redacted]", 4, "[redacted]")
    store.close()


def test_it_is_told_where_the_name_still_stands_and_everywhere_blanks_it_there(path: Path) -> None:
    with TinyStore(path, by="asha").transaction("another") as now:
        said = f"came with Meera {SECRET}"
        now.add(Interaction(customer_id=2, on=DAY, by="asha", said=said))
    assert erase(path).left == ("interactions 3",)
    store = TinyStore(path, access_mode="r")
    assert [one.said for one in store.find(Interaction, customer_id=2)][-1] == said
    store.close()


def test_everywhere_blanks_the_name_in_the_records_of_others_too(path: Path) -> None:
    with TinyStore(path, by="asha").transaction("another") as now:
        now.add(Interaction(customer_id=2, on=DAY, by="asha", said=f"came with Meera {SECRET}"))
    assert erase(path, everywhere=True).left == ()
    assert SECRET not in everything(path)


def test_only_a_customer_is_a_person(path: Path) -> None:
    wanted = Wanted("deals", 1, person=True)
    with pytest.raises(StoreProblem, match="only a customer is erased as a person"):
        redact(path, wanted, why="asked for", by="boss", indexes=INDEXES, check=unreadable)


def test_on_the_demo_desk_a_customer_with_deals_papers_and_reviews_goes_and_no_figure_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--at", str(tmp_path), "--no-screen"]) == 0
    path = Path(capsys.readouterr().out.strip())
    store = TinyStore(path, access_mode="r")
    deal = next(deal for one in store.find(Review) if (deal := store.get(Deal, one.deal_id)))
    papers = [
        one for own in store.find(Deal, customer_id=deal.customer_id) for one in store.find(Document, deal_id=own.id)
    ]
    name = store.get(Customer, deal.customer_id).name
    store.close()
    with open_desk(path, existing=True) as desk:
        kept = _figures(desk)
    before = counts(path)
    wanted = ["customers", str(deal.customer_id), "--person", "--everywhere", "--why", "erasure asked for"]
    assert main(["--store", str(path), "store", "redact", *wanted, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["left"] == []
    assert name not in everything(path)
    assert counts(path) == before
    assert papers
    assert not [one for one in papers if list((path.parent / "desk.papers").glob(f"{one.sha256}*"))]
    assert verify(path, indexes=INDEXES, check=unreadable).findings == ()
    with open_desk(path, existing=True) as desk:
        assert _figures(desk) == kept


def _figures(desk: Desk) -> list[tuple[str, list[tuple[int, str]]]]:
    rows = kept_record.kept_record(desk.store, date(2026, 11, 21)).rows
    return [(row.name, [(one.commitment_id, one.outcome) for one in row.cases]) for row in rows]
