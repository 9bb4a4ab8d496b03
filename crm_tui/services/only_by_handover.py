"""The one gate to another owner of a customer or a deal: whatever saves it, it is handed over, and in no other way."""

from collections.abc import Callable

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member
from crm_tui.services.ports import Records


class OnlyByHandover(DeskError):
    """A customer or a deal was to have another owner in some other way than by a handover."""

    field = "owner"

    def __init__(self, what: Customer | Deal) -> None:
        noun = type(what).__name__.lower()
        self.told = f"{what.owner} answers for this {noun} until a handover is accepted: propose one"
        """What to say of it where one can be proposed by a key."""
        super().__init__(f"{self.told} (crm-tui handover propose --{noun} '#{what.id}' --to LOGIN --why REASON)")


def check(records: Records, record: Record, same: Callable[[Records, str, str], bool]) -> None:
    """Refuse a change before it is made; ``same`` is whether two names mean one person.

    An owner who is not on the staff list is no more than a word, and may be mended.

    Raises:
        OnlyByHandover: the owner would be somebody else.
    """
    if not isinstance(record, Customer | Deal) or not record.id:
        return
    was = records.get(type(record), record.id)
    if was is None or was.owner == record.owner or not any(one.is_called(was.owner) for one in records.find(Member)):
        return
    if not same(records, was.owner, record.owner):
        raise OnlyByHandover(was)
