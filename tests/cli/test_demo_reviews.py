"""Whoever opens the demo desk finds reviews to decide, and may decide them."""

from pathlib import Path

import pytest

from crm_tui.bootstrap import open_desk
from crm_tui.domain.deal import Stage
from crm_tui.services import deal_findings, reviews, sign_off, signature, staff
from crm_tui.services.deals import find_deal
from crm_tui.services.demo_reviews import SETTLED, UNSETTLED
from crm_tui.services.desk import Desk


@pytest.fixture
def demo(run, tmp_path: Path):
    made = run("demo", "--no-screen", "--at", tmp_path / "demo")
    assert made.out == f"{tmp_path / 'demo' / 'desk.json'}\n"
    with open_desk(tmp_path / "demo" / "desk.json") as desk:
        yield desk


def test_one_is_approved_and_signed_and_the_other_still_blocks(demo: Desk) -> None:
    settled, unsettled = (find_deal(demo.store, title) for title in (SETTLED, UNSETTLED))
    waits = reviews.current(demo, unsettled.id)
    assert waits is not None
    with pytest.raises(reviews.Blocked):
        sign_off.approve(demo, waits, deal_findings.of(demo, unsettled.id).fingerprint)
    submitted = reviews.current(demo, settled.id)
    assert submitted is not None
    sign_off.approve(demo, submitted, deal_findings.of(demo, settled.id).fingerprint, "read with care")
    assert signature.sign(demo, settled.id).stage is Stage.SIGNED


def test_the_copy_has_an_admin_and_a_second_opening_adds_nothing(demo: Desk, run, tmp_path: Path) -> None:
    assert not staff.is_unclaimed(demo)
    before = demo.store.version()
    run("demo", "--no-screen", "--at", tmp_path / "demo")
    assert demo.store.version() == before
