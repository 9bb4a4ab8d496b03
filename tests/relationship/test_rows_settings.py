"""What the essays say of how much depends on the business: a firm of any trade is set up without code.

Each test is named after its row of the table of concepts.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.rules import StageLimit
from crm_tui.interchange import daily_check as check_report
from crm_tui.interchange import settings as settings_report
from crm_tui.interchange.briefing import as_text as brief_text
from crm_tui.services import (
    briefing,
    consents,
    desk_packs,
    ground_rules,
    house_words,
    records,
    settings,
    settings_words,
    starter_sets,
    undo,
)
from crm_tui.services.actions import Done
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.greetings import offer
from crm_tui.services.vocabulary import ready
from tests.tui.conftest import Sit, empty_desk, sit_down

__all__ = ["empty_desk", "sit_down"]

TRADES = {
    "bank": ("customer", "Home loan", Stage.PAPER_ISSUED, "Sanctioned"),
    "grocer": ("customer", "Monthly groceries", Stage.PROPOSAL, "Priced"),
    "telecom": ("subscriber", "Fibre at home", Stage.PROPOSAL, "Plan offered"),
}


@pytest.fixture
def claimed(empty_desk: Desk) -> Desk:
    """A desk with an admin and nothing else."""
    return empty_desk


def first_business(desk: Desk, title: str, stage: Stage) -> tuple[Customer, Deal, Commitment]:
    today = desk.today()
    who = records.add(desk, Customer(name="Lakshmi Rao", owner="asha", since=today, place="Pune"))
    deal = Deal(customer_id=who.id, title=title, owner="asha", opened=today, stage=stage, stage_since=today)
    kept = records.add(desk, deal)
    words = "call back about it"
    owed = Commitment(customer_id=who.id, words=words, owner="asha", made_on=today, due=today + timedelta(days=1))
    return who, kept, records.add(desk, owed)


def later(desk: Desk, days: int) -> Desk:
    day = desk.today() + timedelta(days=days)
    return replace(desk, today=lambda: day, done=Done())


@pytest.mark.parametrize("trade", TRADES)
def test_b12_a_firm_is_set_up_without_code_and_works_the_next_morning(claimed: Desk, trade: str) -> None:
    called, title, stage, name = TRADES[trade]
    starter_sets.apply(claimed, trade, firm="Ours")
    who, _, _ = first_business(claimed, title, stage)
    morning = later(claimed, 30)
    told = " ".join(check_report.as_text(daily_check(morning.store, morning.today())).split())
    assert "call back about it" in told
    assert f"nobody says what happens next, in {name}" in told
    assert f"in {name} for" in told
    brief = brief_text(briefing.briefing(claimed, who))
    assert f"individual {called}" in brief
    assert f"{title}: {name} since" in brief


def test_b12_words_stages_and_their_limits_are_settings_and_one_undo_takes_a_change_back(claimed: Desk) -> None:
    kept = settings_words.changed(settings.of(claimed.store), "label", "patient")
    kept = settings_words.changed(kept, "stage needs", "Examined")
    settings.save(claimed, settings.of(claimed.store), kept)
    rules = ground_rules.in_force(claimed.store)
    limits = (StageLimit(stage=Stage.NEEDS, days=2),)
    ground_rules.save(claimed, rules, rules.model_copy(update={"stage_limits": limits}))
    first_business(claimed, "Knee", Stage.NEEDS)
    shown = settings_report.as_text(kept, ground_rules.in_force(claimed.store), claimed.today())
    assert "Examined (usually Needs, at most 2 working days)" in shown
    check = " ".join(check_report.as_text(daily_check(claimed.store, later(claimed, 14).today())).split())
    assert "in Examined for 10 working days, 2 is the most" in check
    for _ in range(3):
        undo.take_back(claimed)
    undo.take_back(claimed)
    assert ground_rules.in_force(claimed.store).stage_limits == ()
    undo.take_back(claimed)
    assert house_words.of(claimed.store) == house_words.USUAL


def test_b12_occasions_are_kept_by_region_with_the_messages_of_the_firm(claimed: Desk) -> None:
    today = claimed.today()
    kept = settings_words.changed(settings.of(claimed.store), "firm", "Ours")
    kept = settings.with_festival(kept, settings_words.read_festival(f"Fair: {today.day} {today:%b} in Pune"))
    kept = settings.with_message(kept, settings_words.read_message("festival: {name}, happy {occasion}! {firm}"))
    settings.save(claimed, settings.of(claimed.store), kept)
    here = records.add(claimed, Customer(name="Lakshmi", owner="asha", since=today, place="Pune"))
    there = records.add(claimed, Customer(name="Meera", owner="asha", since=today, place="Surat"))
    for one in (here, there):
        consents.give(claimed, one.id, consents.Purpose.GREETINGS, "said so")
    assert [one.words for due in offer(claimed, here.id).due for one in due.messages] == ["Lakshmi, happy Fair! Ours"]
    assert offer(claimed, there.id).due == ()


def test_b12_some_are_to_hear_from_us_more_often_by_the_rules(claimed: Desk) -> None:
    starter_sets.apply(claimed, "telecom")
    today = claimed.today()
    for name, kind in (("A shop", CustomerKind.INSTITUTION), ("Meera", CustomerKind.INDIVIDUAL)):
        who = records.add(claimed, Customer(name=name, kind=kind, owner="asha", since=today))
        step = {"stage": Stage.PROPOSAL, "stage_since": today, "next_step": "call"}
        records.add(claimed, Deal(customer_id=who.id, title="Plan", owner="asha", opened=today, **step))
    quiet = [
        line.to for line in daily_check(claimed.store, today + timedelta(days=40)).lines if line.key.startswith("quiet")
    ]
    assert quiet == ["A shop"]


def test_b12_a_firm_has_terms_of_its_own_without_code(claimed: Desk) -> None:
    pack = '[[kind]]\nid = "grocery.delivery_fee"\nlabel = "Delivery fee"\naliases = ["delivery fee"]\n'
    pack = f'area = "grocery"\n\n{pack}dimension = "charge"\ndirection = "low"\nsurprise = true\nseverity = "warn"\n'
    desk_packs.install(claimed, {"grocery.toml": pack})
    assert "grocery.delivery_fee" in ready(claimed).kinds


def test_b12_a_limit_on_gifts_comes_with_the_trade(claimed: Desk) -> None:
    starter_sets.apply(claimed, "grocer")
    assert ground_rules.in_force(claimed.store).gift_limits == (Money(amount=Decimal(500), currency="INR"),)


async def test_b12_at_the_keyboard_a_telecom_shop_begins_and_books_its_first_promise(
    claimed: Desk, sit_down: Sit
) -> None:
    async with sit_down(claimed) as seat:
        await seat.press("comma", "n", "enter", *"Fine Net", "tab", *["right"] * 3)
        assert "Walk-in" in seat.text
        await seat.press("ctrl+s", "2")
        await seat.until("No subscribers yet: press n to add the first")
        await seat.press("n", *"Lakshmi Rao", "ctrl+s")
        await seat.until("Subscribers: 1")
        await seat.press("C", *"lakshmi: router by tomorrow", "enter", "1")
        await seat.until("router")
    [owed] = claimed.store.find(Commitment)
    assert owed.due == claimed.today() + timedelta(days=1)
