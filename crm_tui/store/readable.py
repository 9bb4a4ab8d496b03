"""Whether a stored document is a record that the program can read."""

import sys
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from crm_tui.store.migrations import brought_on
from crm_tui.store.schema import SCHEMA
from crm_tui.store.transaction import REV

MENDING = "run 'crm-tui store fold', mend its line in that file, then 'crm-tui store adopt'; or restore a backup"
"""What to do about a stored document that is no record."""

Check = Callable[[str, int, dict[str, Any], int], str]
"""Why the program could not read a document of a table, by its id, in a store of this version; empty if it can."""


def unreadable(table: str, record_id: int, document: dict[str, Any], version: int = SCHEMA) -> str:
    """The first field that the models of the desk refuse, and why; empty if they take the document.

    One of an earlier version is judged as it will be when the store is next opened.
    """
    from crm_tui.store.kinds import KINDS

    kind = KINDS.get(table)
    found = brought_on(table, document, version, sys.maxsize)
    if kind is None or found is None:
        return ""
    try:
        kind.model_validate({name: value for name, value in found.items() if name != REV} | {"id": record_id})
    except ValidationError as error:
        return first_fault(error)
    return ""


def first_fault(error: ValidationError) -> str:
    """The field and what is wrong with it."""
    fault = error.errors(include_url=False)[0]
    name = ".".join(str(step) for step in fault["loc"])
    return f"{name}: {fault['msg']}" if name else fault["msg"]
