"""The number under which a deal's customer stood when it was reviewed: a merge changes that, not who it is."""

from crm_tui.domain.deal import Deal
from crm_tui.domain.merge import Merge
from crm_tui.services.ports import Records


def moved_by(records: Records, deal: Deal) -> Merge | None:
    """The first merge that stands of those by which a deal came to its customer; None where none did."""
    merges = records.find(Merge, customer_id=deal.customer_id)
    return next((one for one in merges if one.stands and _moved(one, deal)), None)


def first_number(records: Records, deal: Deal) -> int:
    """The number that the deal's customer had before all merges that stand."""
    merge = moved_by(records, deal)
    return merge.gone if merge is not None else deal.customer_id


def _moved(merge: Merge, deal: Deal) -> bool:
    return any((one.table, one.id) == (Deal.table, deal.id) for one in merge.moved)
