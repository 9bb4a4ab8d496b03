"""What is kept beside the store is shown, and never what an approval or a signature rests on."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.review import Comparison
from crm_tui.services import changes, deal_findings, papers, reckoned, records, review
from crm_tui.services.capture import capture, hear
from crm_tui.services.desk import Desk

DAY = date(2026, 11, 21)


class Kept(dict[str, bytes]):
    """What is kept, in memory."""

    def keep(self, key: str, content: bytes) -> None:
        self[key] = content


def forget() -> None:
    """As a session that begins."""
    for one in (review._compare, review._looked_up, changes._changes, changes._looked_up):
        one.cache_clear()
    for reader in (papers._read, papers._looked_up):
        reader.cache_clear()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr(reckoned, "WORTH_KEEPING", 0.0)
    forget()
    return Kept()


@pytest.fixture
def at(desk: Desk, kept: Kept, tmp_path: Path) -> Desk:
    """A desk that keeps; its deal has a rate that is worse on the second version of its paper."""
    desk = replace(desk, reckoned=kept)
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    deal = records.add(
        desk,
        Deal(customer_id=customer.id, title="Home loan", area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha"),
    )
    note = "interest rate 8.4 %"
    capture(desk, customer, note, deal_id=deal.id, promises=hear(desk, note, Area.LOAN))
    path = tmp_path / "letter.txt"
    for rate in ("8.4", "8.75"):
        path.write_text(f"SANCTION LETTER\nRate of interest   {rate} % p.a.\n", encoding="utf-8")
        papers.attach(desk, deal, path)
    return desk


@pytest.fixture
def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many comparisons were made."""
    made: list[int] = []
    compare = review.compare

    def counted(*args: object, **named: object) -> Comparison:
        made.append(1)
        return compare(*args, **named)

    monkeypatch.setattr(review, "compare", counted)
    return made


def test_another_session_shows_what_was_kept_and_finds_the_same(at: Desk, kept: Kept, comparisons: list[int]) -> None:
    first = deal_findings.of(at, 1)
    assert len(kept) == 4, "two papers, what changed between them, and the comparison"
    forget()
    again = deal_findings.of(at, 1)
    assert len(comparisons) == 1
    assert (again.findings, again.fingerprint, again.review.changes) == (
        first.findings,
        first.fingerprint,
        first.review.changes,
    )


def new_words(at: Desk, folder: Path) -> None:
    promise = at.store.find(Commitment)[0]
    records.change(at, promise, promise.model_copy(update={"words": "interest rate 8.4 % flat"}))


def new_paper(at: Desk, folder: Path) -> None:
    path = folder / "letter.txt"
    path.write_text("SANCTION LETTER\nRate of interest   8.95 % p.a.\n", encoding="utf-8")
    papers.attach(at, records.get(at, Deal, 1), path)


def new_remark(at: Desk, folder: Path) -> None:
    promise = at.store.find(Commitment)[0]
    records.change(at, promise, promise.model_copy(update={"remark": "asked credit"}))


@pytest.mark.parametrize(("change", "anew"), [(new_words, True), (new_paper, True), (new_remark, False)])
def test_what_is_compared_decides_whether_it_is_compared_anew(
    at: Desk, comparisons: list[int], tmp_path: Path, change: Callable[[Desk, Path], None], anew: bool
) -> None:
    deal_findings.of(at, 1)
    change(at, tmp_path)
    forget()
    deal_findings.of(at, 1)
    assert len(comparisons) == 1 + anew


def test_another_day_is_compared_anew(at: Desk, comparisons: list[int]) -> None:
    deal_findings.of(at, 1)
    deal_findings.of(replace(at, today=lambda: date(2026, 11, 22)), 1)
    assert len(comparisons) == 2


def test_what_somebody_put_in_its_place_approves_and_signs_nothing(at: Desk, kept: Kept) -> None:
    blocking = [one.key for one in deal_findings.of(at, 1).blocking]
    for key, raw in kept.items():
        value = json.loads(raw)
        if isinstance(value, dict) and "findings" in value:
            for one in value["findings"]:
                one.update(verdict="matches", severity="note")
            kept[key] = json.dumps(value).encode()
    forget()
    assert "promise 1" not in [one.key for one in deal_findings.of(at, 1).blocking]
    assert [one.key for one in deal_findings.of(at, 1, afresh=True).blocking] == blocking
    assert "promise 1" in [one.key for one in deal_findings.of(at, 1, signing=True).blocking]


def test_what_is_damaged_is_reckoned_anew(at: Desk, kept: Kept, comparisons: list[int]) -> None:
    first = deal_findings.of(at, 1).findings
    kept.update(dict.fromkeys(kept, b"{"))
    forget()
    assert deal_findings.of(at, 1).findings == first
    assert len(comparisons) == 2


def test_what_takes_no_time_is_not_kept(at: Desk, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoned, "WORTH_KEEPING", 3600.0)
    deal_findings.of(at, 1)
    assert kept == {}
