"""Customers who stand twice are found, merged as the preview shows it, and taken apart, at the keyboard."""

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.services import merging_customers, records
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY


@pytest.fixture
def twice(desk: Desk) -> Customer:
    """Meera Iyer a second time, under another spelling, with an e-mail."""
    return records.add(
        desk,
        Customer(
            name="Mrs. M. Iyer",
            phone="9820011223",
            email="meera@home.example",
            place="Pune",
            owner="vikram",
            since=TODAY,
        ),
    )


async def test_a_pair_is_shown_with_its_reasons_and_merged_as_the_preview_shows_it(
    desk: Desk, twice: Customer, sit_down
) -> None:
    async with sit_down(desk) as at:
        await at.press("0")
        assert "Pairs who may be one: 1" in at.text
        assert "Meera Iyer #1" in at.cursor
        assert "nearly the same name, the same phone" in at.cursor
        await at.press("enter")
        assert f"#{twice.id} goes into #1" in at.text
        assert "look at vikram answered for Mrs. M. Iyer: from now on asha does" in at.text
        # the other one's place counts
        while "place" not in at.cursor:
            await at.press("j")
        await at.press("space")
        assert at.cursor.count("Pune") == 2
        seen = merging_customers.preview(desk, 1, twice.id, ["place"])
        await at.press("U")
        assert "Nobody seems to stand twice" in at.text
        assert "check the number" not in at.text
        assert records.get(desk, Customer, 1) == seen.left
        assert seen.left.place == "Pune"
        await at.press("v")
        assert "Merges: 1" in at.text
        assert "Meera Iyer" in at.cursor
        await at.press("enter")
        assert f"comes back  Mrs. M. Iyer (#{twice.id})" in at.text
        await at.press("Q")
        assert "taken apart" in at.cursor
        await at.press("v")
        assert "Pairs who may be one: 1" in at.text
    assert records.get(desk, Customer, 1).place == "Wakad"
    assert records.get(desk, Customer, twice.id) == twice


async def test_one_key_takes_a_merge_back(desk: Desk, twice: Customer, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("0", "enter", "U", "u")
        assert "Pairs who may be one: 1" in at.text
    assert desk.store.find(Merge) == []
    assert records.get(desk, Customer, twice.id) == twice


async def test_the_other_one_may_stay(desk: Desk, twice: Customer, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("0", "enter", "E")
        assert f"#1 goes into #{twice.id}" in at.text
        assert "moves   1 deal" in at.text
        await at.press("U")
    assert desk.store.get(Customer, 1) is None
    assert records.get(desk, Customer, twice.id).name == "Mrs. M. Iyer"


async def test_what_is_not_the_same_is_remembered(desk: Desk, twice: Customer, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("0", "V")
        assert "Nobody seems to stand twice" in at.text
    [kept] = desk.store.find(Distinct)
    assert (kept.customer_id, kept.other_customer_id, kept.by) == (1, twice.id, "asha")
