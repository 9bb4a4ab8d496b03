"""By whom a customer came: by one other at the most, and never by way of themselves. The gate for every save."""

from dataclasses import dataclass

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.referral import Referral
from crm_tui.services.customers import Names
from crm_tui.services.ports import Records


@dataclass(frozen=True, slots=True)
class Came:
    """By whom a customer came, and whom they sent."""

    by: Customer | None
    """Who sent them; None for one who came by themselves, or by somebody who is gone."""

    sent: tuple[int, ...]
    """The numbers of those whom they sent, in the order in which these came."""

    @property
    def words(self) -> str:
        """All of it: "by Ravi Rao, sent us 2 customers"; empty where there is nothing to say."""
        told = [f"by {self.by.name}"] if self.by is not None else []
        told += [f"sent us {len(self.sent)} customer{'s' * (len(self.sent) != 1)}"] if self.sent else []
        return ", ".join(told)


def came(records: Records, customer_id: int) -> Came:
    """How a customer came to us, and who came by them."""
    link = referral_of(records, customer_id)
    sent = sorted(records.find(Referral, referrer_id=customer_id), key=lambda one: (one.on, one.id))
    by = records.get(Customer, link.referrer_id) if link is not None else None
    return Came(by, tuple(one.customer_id for one in sent))


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
            raise DeskError(f"{told}: each customer comes by one other at the most", field="customer_id")
    chain, at = [one.customer_id], one.referrer_id
    while at not in chain:
        chain.append(at)
        up = next((known for known in records.find(Referral, customer_id=at) if known.id != one.id), None)
        if up is None:
            return
        at = up.referrer_id
    if at == one.customer_id:
        ring = " came by ".join(names.of(number) for number in [*chain[:6], at])
        raise DeskError(f"nobody is referred by way of themselves: {ring}; name another customer", field="referrer_id")
