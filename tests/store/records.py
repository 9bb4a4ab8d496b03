"""Records that the store's tests keep."""

from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer

DAY = date(2026, 11, 21)


def customer(name: str = "Meera Joshi", **fields: object) -> Customer:
    return Customer.model_validate({"name": name, "owner": "asha", "since": DAY} | fields)


def commitment(words: str = "call back", **fields: object) -> Commitment:
    return Commitment.model_validate(
        {"customer_id": 1, "words": words, "owner": "asha", "made_on": DAY, "kind": "task"} | fields
    )
