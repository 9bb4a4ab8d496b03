"""The stages that a deal came to, and who answered for it or for a customer, kept whenever one is saved."""

from datetime import date
from typing import TypeVar

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, StageReached, Tenure
from crm_tui.services.permissions import is_same
from crm_tui.services.ports import Records

T = TypeVar("T")

_MOST = 200
"""As many as a deal holds."""


def kept_up(records: Records, was: Deal | None, deal: Deal, by: str, today: date) -> Deal:
    """A deal as it is to be stored: its history is that of the stored one (``was``), with what is changed now.

    Whatever stands in the history of ``deal`` itself is left aside, so that nobody loses it or makes it up.
    """
    if was is None:
        if deal.stages and deal.stages[-1].stage is deal.stage:
            return deal
        return deal.model_copy(update={"stages": (StageReached(stage=deal.stage, on=deal.stage_since, by=by),)})
    stages, since = was.stages, deal.stage_since
    if deal.stage is not was.stage:
        since = today if since == was.stage_since else since
        before = stages or (StageReached(stage=was.stage, on=was.stage_since),)
        stages = _short((*before, StageReached(stage=deal.stage, on=since, by=by)))
    owners = handed_on(records, was, deal.owner, deal.opened, today)
    return deal.model_copy(update={"stage_since": since, "stages": stages, "owners": owners})


def customer_kept_up(records: Records, was: Customer | None, customer: Customer, today: date) -> Customer:
    """A customer as they are to be stored, with everybody who answered for them."""
    owners = () if was is None else handed_on(records, was, customer.owner, customer.since, today)
    return customer.model_copy(update={"owners": owners})


def handed_on(
    records: Records, was: Customer | Deal | Commitment, owner: str, began: date, today: date
) -> tuple[Tenure, ...]:
    """Everybody who answered for something, once it is this owner; ``began`` is the first owner's first day.

    One goes when the next one comes: no day is without an owner, and none has two. That the clock was set back, or the
    first day is put right, changes nothing of that.
    """
    owners = _from(was.owners, began)
    if owner == was.owner:
        return owners
    if is_same(records, was.owner, owner):
        # another spelling of somebody hands nothing over
        return (*owners[:-1], owners[-1].model_copy(update={"owner": owner})) if owners else ()
    before_them = owners or (Tenure(owner=was.owner, since=began),)
    return _short((*before_them, Tenure(owner=owner, since=max(today, before_them[-1].since))))


def _from(owners: tuple[Tenure, ...], began: date) -> tuple[Tenure, ...]:
    """A history whose first owner began on this day, or on the next one's first day where that is earlier."""
    if not owners:
        return ()
    first = min(began, owners[1].since) if len(owners) > 1 else began
    return (owners[0].model_copy(update={"since": first}), *owners[1:])


def _short(kept: tuple[T, ...]) -> tuple[T, ...]:
    """The first and the newest of a history that is longer than a deal can hold."""
    return kept if len(kept) <= _MOST else (kept[0], *kept[-_MOST + 1 :])
