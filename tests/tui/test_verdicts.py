from collections.abc import Callable
from types import SimpleNamespace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.services import records
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


def test_an_outcome_older_than_the_store_is_dropped(desk: Desk, screen: Waiting, fixed_verdicts, monkeypatch) -> None:
    book, real = VerdictBook(desk), verdicts.review_deal

    def overtaken(at: Desk, deal_id: int) -> object:
        found = real(at, deal_id)
        monkeypatch.setattr(verdicts, "review_deal", real)
        first = desk.store.get(Commitment, 1)
        records.add(desk, first.model_copy(update={"id": 0}))
        book.reckon([deal_id], screen)
        return found

    monkeypatch.setattr(verdicts, "review_deal", overtaken)
    book.reckon([1], screen)
    assert book.known(1).promises == 3
