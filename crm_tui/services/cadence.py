"""How often we are in touch with a customer: their own days, else those of their segment, else those of everybody."""

from collections.abc import Iterable
from datetime import date

from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.membership import Membership
from crm_tui.domain.rules import GroundRules
from crm_tui.services.customers import folded


def segments(kind: str, memberships: Iterable[Membership], today: date) -> frozenset[str]:
    """What a customer counts as: their kind, and the programmes and levels that have not ended, folded."""
    stand = [one for one in memberships if one.until is None or one.until >= today]
    return frozenset(folded(word) for one in stand for word in (one.programme, one.level) if word) | {folded(kind)}


def by_rules(rules: GroundRules, segments: frozenset[str]) -> tuple[int, str]:
    """Every how many days by the ground rules, and the segment that says so; empty where they say it of everybody."""
    found = next((one for one in rules.contact_days_by if folded(one.segment) in segments), None)
    return (rules.contact_days, "") if found is None else (found.days, found.segment)


def of_customer(rules: GroundRules, customer: Customer, today: date) -> tuple[int, str]:
    """Every how many days, 0 where nobody asks; and who says so: empty where it is the customer's own."""
    if customer.contact_days is not None:
        return customer.contact_days, ""
    days, segment = by_rules(rules, segments(customer.kind, customer.memberships, today))
    return days, f"as the ground rules say of {segment}" if segment else "as the ground rules say"


def of_row(rules: GroundRules, kind: str | None, memberships: Iterable[dict[str, object]], today: date) -> int:
    """The same by the rules, for a customer as they are kept."""
    if not rules.contact_days_by:
        return rules.contact_days
    ones = [Membership.model_validate(one) for one in memberships]
    return by_rules(rules, segments(kind or CustomerKind.INDIVIDUAL, ones, today))[0]
