from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import DocumentType
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.record import Record
from crm_tui.services import papers, records, review
from crm_tui.services.desk import Desk
from crm_tui.tui import verdicts
from crm_tui.tui.verdicts import VerdictBook


class Waiting:
    """A screen that is told, whose background work is done at once."""

    def __init__(self) -> None:
        self.told = 0

    def run_worker(self, work: Callable[[], None], **_: object) -> None:
        work()

    def post_message(self, _: object) -> None:
        self.told += 1


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Waiting:
    monkeypatch.setattr(verdicts, "get_current_worker", lambda: SimpleNamespace(is_cancelled=False))
    return Waiting()


def test_an_outcome_is_told_once_and_kept_while_the_store_stays(desk: Desk, screen: Waiting, fixed_verdicts) -> None:
    book = VerdictBook(desk)
    book.reckon([1], screen)
    assert (book.known(1).promises, screen.told) == (2, 1)
    book.reckon([1], screen)
    assert screen.told == 1


@pytest.fixture
def all_written(desk: Desk, tmp_path: Path) -> Desk:
    """Each deal has a paper: who has none is not compared."""
    for deal in desk.store.find(Deal)[1:]:
        letter = tmp_path / f"letter-{deal.id}.txt"
        letter.write_text(f"Sanction letter {deal.id}\n")
        papers.attach(desk, deal, letter, type=DocumentType.SANCTION_LETTER, issued_on=desk.today())
    return desk


def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The deals that are compared from now on."""
    seen, real = [], review.review_deal

    def noted(desk: Desk, deal_id: int) -> object:
        seen.append(deal_id)
        return real(desk, deal_id)

    monkeypatch.setattr(review, "review_deal", noted)
    return seen


def test_what_is_in_sight_is_reckoned_first_wherever_the_list_is_by_then(
    all_written: Desk, screen: Waiting, fixed_verdicts, monkeypatch
) -> None:
    seen = compared(monkeypatch)
    VerdictBook(all_written).reckon([1, 2, 3, 4, 5, 6], screen, lambda: [2, 4] if len(seen) < 2 else [99, 6])
    assert seen == [2, 4, 6, 1, 3, 5]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        pytest.param(lambda desk: add(desk, Customer(name="Aaron", owner="asha", since=desk.today())), [], id="nobody"),
        pytest.param(lambda desk: promised(desk, 2), [2], id="a promise"),
        pytest.param(lambda desk: moved(desk, 1, 2), [1, 2], id="a promise moved from one deal to another"),
        pytest.param(lambda desk: said(desk, 3), [3], id="what was said"),
        pytest.param(lambda desk: area(desk, 3), [3], id="the deal"),
        pytest.param(lambda desk: learnt(desk), [1, 2, 3], id="a name that was learnt"),
    ],
)
def test_only_deals_are_compared_again_whose_inputs_changed(
    all_written: Desk, screen: Waiting, fixed_verdicts, monkeypatch, change, again: list[int]
) -> None:
    book = VerdictBook(all_written)
    book.reckon([1, 2, 3], screen)
    seen = compared(monkeypatch)
    change(all_written)
    book.reckon([1, 2, 3], screen)
    assert seen == again
    book.reckon([1, 2, 3], screen)
    assert seen == again


def add(desk: Desk, record: Record) -> None:
    records.add(desk, record)


def promised(desk: Desk, deal_id: int) -> None:
    add(desk, desk.store.get(Commitment, 1).model_copy(update={"id": 0, "deal_id": deal_id}))


def moved(desk: Desk, promise_id: int, deal_id: int) -> None:
    before = desk.store.get(Commitment, promise_id)
    records.change(desk, before, before.model_copy(update={"deal_id": deal_id}))


def said(desk: Desk, deal_id: int) -> None:
    add(desk, Interaction(customer_id=1, deal_id=deal_id, on=desk.today(), by="asha", said="no fee"))


def area(desk: Desk, deal_id: int) -> None:
    before = desk.store.get(Deal, deal_id)
    records.change(desk, before, before.model_copy(update={"area": Area.DEPOSIT}))


def learnt(desk: Desk) -> None:
    add(desk, LearntName(name="pfee", term="loan.processing_fee", learnt_by="asha", learnt_on=desk.today()))


def test_a_deal_without_a_paper_is_known_to_have_none_until_it_has_one(
    desk: Desk, screen: Waiting, fixed_verdicts, monkeypatch, tmp_path: Path
) -> None:
    book, seen = VerdictBook(desk), compared(monkeypatch)
    book.reckon([2], screen)
    assert (book.known(2), screen.told, seen) == (verdicts.DealVerdicts(), 1, [])
    letter = tmp_path / "letter.txt"
    letter.write_text("Sanction letter\n")
    papers.attach(desk, desk.store.get(Deal, 2), letter, type=DocumentType.SANCTION_LETTER, issued_on=desk.today())
    book.reckon([2], screen)
    assert (book.known(2).paper, screen.told, seen) == (True, 2, [2])


def test_a_deal_that_is_gone_says_so(desk: Desk, screen: Waiting) -> None:
    book = VerdictBook(desk)
    book.reckon([99], screen)
    assert "99" in book.known(99).problem


def test_an_outcome_older_than_the_store_is_dropped(desk: Desk, screen: Waiting, fixed_verdicts, monkeypatch) -> None:
    book, real = VerdictBook(desk), review.review_deal

    def overtaken(at: Desk, deal_id: int) -> object:
        found = real(at, deal_id)
        monkeypatch.setattr(review, "review_deal", real)
        first = desk.store.get(Commitment, 1)
        records.add(desk, first.model_copy(update={"id": 0}))
        book.reckon([deal_id], screen)
        return found

    monkeypatch.setattr(review, "review_deal", overtaken)
    book.reckon([1], screen)
    assert book.known(1).promises == 3
