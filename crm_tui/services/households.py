"""Customers who belong together."""

from crm_tui.domain.customer import Customer
from crm_tui.services.customers import folded
from crm_tui.services.ports import Records


def others(store: Records, customer: Customer) -> list[Customer]:
    """The others of a customer's household, by name; nobody where they have none."""
    if not customer.household.strip():
        return []
    found = [one for one in store.find(Customer, household=customer.household) if one.id != customer.id]
    return sorted(found, key=lambda one: (folded(one.name), one.id))
