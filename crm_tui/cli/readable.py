"""Whether a stored document is a record that the program can read."""

from typing import Any

from pydantic import ValidationError

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Acknowledgement, Resolution

_KINDS: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (Commitment, Customer, Acknowledgement, Deal, Document, Interaction, LearntName, Resolution)
}


def check_readable(table: str, record_id: int, document: dict[str, Any]) -> None:
    """Make sure of it.

    Raises:
        StoreProblem: it is none; the line names the field.
    """
    kind = _KINDS.get(table)
    if kind is None:
        return
    try:
        kind.model_validate({name: value for name, value in document.items() if name != "rev"})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        name = ".".join(str(step) for step in fault["loc"])
        raise StoreProblem(
            f"{table} {record_id} could not be read any more ({name}: {fault['msg']}): nothing was redacted; "
            "leave that field out, or enter another value in it first"
        ) from None
