"""By whom a customer came: by one other at the most, and never by way of themselves. The gate for every save."""

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.referral import Referral
from crm_tui.services.customers import Names
from crm_tui.services.ports import Records


def referral_of(records: Records, customer_id: int) -> Referral | None:
    """The referral by which a customer came; None for one who came by themselves."""
    return next(iter(records.find(Referral, customer_id=customer_id)), None)


def check(records: Records, one: Referral) -> None:
    """Refuse a second referrer, and a chain that comes back to where it began.

    Raises:
        DeskError: it would be one.
        NotFound: one of the two is not there.
    """
    was = records.get(Referral, one.id) if one.id else None
    if was is not None and (was.customer_id, was.referrer_id) == (one.customer_id, one.referrer_id):
        return
    for number in (one.customer_id, one.referrer_id):
        if records.get(Customer, number) is None:
            raise NotFound(f"there is no customer {number}: they may have been removed")
    names = Names(records)
    for known in records.find(Referral, customer_id=one.customer_id):
        if known.id != one.id:
            told = f"{names.of(one.customer_id)} came by {names.of(known.referrer_id)} already"
            raise DeskError(f"{told}: each customer comes by one other at the most")
    chain, at = [one.customer_id], one.referrer_id
    while at not in chain:
        chain.append(at)
        up = next((known for known in records.find(Referral, customer_id=at) if known.id != one.id), None)
        if up is None:
            return
        at = up.referrer_id
    if at == one.customer_id:
        ring = " came by ".join(names.of(number) for number in [*chain[:6], at])
        raise DeskError(f"nobody is referred by way of themselves: {ring}; name another customer")
