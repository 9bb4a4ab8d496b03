"""The register of gifts at the keyboard."""

from decimal import Decimal

from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY


async def test_what_is_recorded_of_a_gift_is_put_right_where_it_is_listed(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        value = Money(amount=Decimal(400), currency="INR")
        one = now.add(Gift(customer_id=1, what="Sweets", value=value, on=TODAY, by="asha"))
    async with sit_down(desk) as at:
        await at.press("9")
        for _ in range(20):
            if str(at.app.focused.highlighted_option.prompt).startswith("Gifts"):
                break
            await at.press("down")
        await at.press("enter", "e")
        assert "Edit gift" in at.text
        await at.press("tab", "tab", "ctrl+u", *"Sweets and fruit", "ctrl+s")
        assert "Sweets and fruit" in at.text
        await at.press("u")
    assert desk.store.get(Gift, one.id).what == "Sweets"
