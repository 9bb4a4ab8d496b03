from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crm_tui.comparison.promises import Promise
from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import Document, PaperText
from crm_tui.domain.errors import DeskError, NotFound, Unreadable
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.review import Verdict
from crm_tui.services import acts, papers, records
from crm_tui.services.capture import area_of, capture, hear
from crm_tui.services.desk import Desk
from crm_tui.services.review import review_deal, verdict_counts
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)
NOTE = "8.4 fixed for 3 yrs, no PF"
LETTER = """\
SANCTION LETTER
Rate of interest              8.75 % p.a., fixed for 3 years
Processing fee                0.50 % of the loan amount plus GST
Tenure                        240 months
"""


@pytest.fixture
def deal(desk: Desk) -> Deal:
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    return records.add(
        desk,
        Deal(customer_id=customer.id, title="Home loan", area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha"),
    )


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def said(desk: Desk, deal: Deal, note: str = NOTE) -> tuple[Commitment, ...]:
    customer = records.get(desk, Customer, deal.customer_id)
    return capture(desk, customer, note, deal_id=deal.id, promises=hear(desk, note, deal.area)).promises


def test_a_capture_keeps_the_note_and_each_promise_in_the_words_used(desk: Desk, deal: Deal) -> None:
    promises = said(desk, deal)
    [contact] = desk.store.find(Interaction)
    assert contact.said == NOTE
    assert len(promises) >= 2
    assert all(one.words in NOTE and one.interaction_id == contact.id for one in promises)
    assert {one.claim.term for one in promises if one.claim} >= {"loan.rate", "loan.processing_fee"}


def test_a_first_contact_needs_a_name_and_what_was_said(desk: Desk) -> None:
    newcomer = Customer(name="Abdul Karim", owner="asha", since=DAY)
    kept = capture(desk, newcomer, NOTE, promises=hear(desk, NOTE))
    assert kept.customer.id
    assert records.get(desk, Customer, kept.customer.id).name == "Abdul Karim"


@pytest.mark.parametrize(
    ("title", "note", "area"),
    [
        pytest.param("For Abdul", NOTE, Area.LOAN, id="what was spoken of"),
        pytest.param("For Abdul", "call her on friday", Area.OTHER, id="no term at all"),
        pytest.param("Home insurance", NOTE, Area.INSURANCE, id="what the title names"),
    ],
)
def test_a_deal_opened_by_a_capture_is_of_a_kind(desk: Desk, title: str, note: str, area: Area) -> None:
    newcomer = Customer(name="Abdul Karim", owner="asha", since=DAY)
    kept = capture(desk, newcomer, note, new_deal=title, promises=hear(desk, note))
    [deal] = desk.store.find(Deal)
    assert (deal.title, deal.area, deal.customer_id) == (title, area, kept.customer.id)
    assert {one.deal_id for one in kept.promises} <= {deal.id}


@pytest.mark.parametrize(
    ("terms", "area"),
    [
        (["card.annual_fee"], Area.LOAN),
        (["lease.rent", "lease.deposit", "loan.rate"], Area.LEASE),
        (["general.arbitration", None], Area.OTHER),
    ],
)
def test_most_of_the_terms_tell_the_area(terms: list[str | None], area: Area) -> None:
    promises = [Promise.stored("words", Claim(term=term, said="words")) for term in terms]
    assert area_of("For Abdul", promises) is area


def test_an_empty_capture_stores_nothing(desk: Desk) -> None:
    with pytest.raises(DeskError, match="type what was said"):
        capture(desk, Customer(name="Abdul Karim", owner="asha", since=DAY), "  \n", promises=())
    assert desk.store.find(Customer) == []


def test_the_review_shows_worse_and_contradicted_with_the_right_lines(desk: Desk, deal: Deal, letter: Path) -> None:
    said(desk, deal)
    papers.attach(desk, deal, letter)
    review = review_deal(desk, deal.id)
    assert review.comparison is not None
    found = {one.claim.term: one for one in review.comparison.findings}
    rate, fee = found["loan.rate"], found["loan.processing_fee"]
    assert (rate.verdict, rate.evidence[0].line) == (Verdict.WORSE, 2)
    assert (fee.verdict, fee.evidence[0].line) == (Verdict.CONTRADICTED, 3)
    assert verdict_counts(review.comparison)[Verdict.WORSE] == 1
    assert [one.claim for one in review.promises] == [one.claim for one in review.comparison.findings]


def test_a_deal_without_a_paper_has_promises_and_no_comparison(desk: Desk, deal: Deal) -> None:
    promises = said(desk, deal)
    review = review_deal(desk, deal.id)
    assert (review.document, review.paper, review.comparison) == (None, None, None)
    assert review.promises == promises


def test_the_newest_paper_counts_and_the_older_stays(desk: Desk, deal: Deal, letter: Path) -> None:
    said(desk, deal)
    first = papers.attach(desk, deal, letter)
    letter.write_text(LETTER.replace("8.75", "8.40"), encoding="utf-8")
    second = papers.attach(desk, deal, letter)
    assert (first.version, second.version) == (1, 2)
    review = review_deal(desk, deal.id)
    assert review.comparison is not None
    [rate] = [one for one in review.comparison.findings if one.claim.term == "loan.rate"]
    assert rate.verdict is Verdict.MATCHES
    assert "8.75" in papers.text_of(desk, first).lines[1].text


def test_the_review_survives_the_original_file(desk: Desk, deal: Deal, letter: Path) -> None:
    said(desk, deal)
    papers.attach(desk, deal, letter)
    letter.unlink()
    assert review_deal(desk, deal.id).comparison is not None


def test_withdrawn_promises_and_plain_tasks_are_not_compared(desk: Desk, deal: Deal, letter: Path) -> None:
    withdrawn, *standing = said(desk, deal)
    acts.withdraw(desk, [withdrawn], Channel.CALL, desk.today())
    records.add(
        desk,
        Commitment(
            kind=CommitmentKind.TASK, customer_id=1, deal_id=deal.id, words="send forms", owner="asha", made_on=DAY
        ),
    )
    papers.attach(desk, deal, letter)
    assert list(review_deal(desk, deal.id).promises) == standing


def test_a_paper_that_cannot_be_read_leaves_no_trace(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(Unreadable):
        papers.attach(desk, deal, empty)
    assert desk.store.find(Document) == []


def test_a_paper_that_changes_while_it_is_read_is_not_attached(desk: Desk, deal: Deal, letter: Path) -> None:
    def read_and_change(path: Path, name: str | None = None) -> PaperText:
        text = desk.read_paper(path, name)
        path.write_text("another paper", encoding="utf-8")
        return text

    with pytest.raises(Unreadable, match="changed while it was read"):
        papers.attach(replace(desk, read_paper=read_and_change), deal, letter)
    assert desk.store.find(Document) == []


def test_the_preview_of_a_paper_shows_the_terms_found_and_stores_nothing(desk: Desk, deal: Deal, letter: Path) -> None:
    found = papers.preview(desk, letter, deal)
    assert found.text.pages == 1
    assert {"loan.rate", "loan.processing_fee", "loan.tenure"} <= {term.claim.term for term in found.terms}
    assert desk.store.find(Document) == []


def test_a_deal_that_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFound, match="there is no deal 3"):
        review_deal(desk, 3)


def test_the_verdict_is_the_days_own(desk: Desk, deal: Deal, letter: Path) -> None:
    """The same facts on another day give the same findings where no date is involved."""
    said(desk, deal)
    papers.attach(desk, deal, letter)
    later = replace(desk, today=lambda: date(2027, 11, 21))
    assert review_deal(later, deal.id).comparison == review_deal(desk, deal.id).comparison


@pytest.mark.parametrize(
    ("note", "new_deal", "says"),
    [
        pytest.param("x" * 20_001, "", "what was said: at most 20000 characters", id="a note"),
        pytest.param(NOTE, "x" * 201, "the deal's title: at most 200 characters", id="a deal's title"),
    ],
)
def test_what_is_too_long_to_be_kept_is_refused_in_plain_words(desk: Desk, note: str, new_deal: str, says: str) -> None:
    newcomer = Customer(name="Abdul Karim", owner="asha", since=DAY)
    with pytest.raises(DeskError, match=says):
        capture(desk, newcomer, note, new_deal=new_deal, promises=())
    assert desk.store.find(Customer) == []


def test_a_paper_whose_name_is_too_long_is_refused_and_no_copy_is_kept(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 220}.txt"
    path.write_text(LETTER, encoding="utf-8")
    with pytest.raises(DeskError, match="the name: at most 200 characters"):
        papers.attach(desk, deal, path)
    assert isinstance(desk.store, MemoryStore)
    assert list(desk.store.folder.iterdir()) == []


def test_a_kept_paper_that_was_overwritten_is_not_compared(desk: Desk, deal: Deal, letter: Path) -> None:
    said(desk, deal)
    document = papers.attach(desk, deal, letter)
    kept = desk.store.paper(document.sha256)
    kept.write_text(LETTER.replace("8.75", "8.40"), encoding="utf-8")
    with pytest.raises(Unreadable, match="was changed since it was attached: attach it again"):
        review_deal(desk, deal.id)
    papers.attach(desk, deal, letter)
    assert review_deal(desk, deal.id).comparison is not None
