"""Records as a table for spreadsheets, in which no cell is a formula."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral

KINDS: Mapping[str, type[Record]] = {
    kind.table: kind
    for kind in (
        Commitment,
        Consent,
        Customer,
        Deal,
        Document,
        Feedback,
        Gift,
        Incident,
        Interaction,
        Referral,
    )
}
"""What can be written, by its table."""

_FORMULA = re.compile("'{0,200}[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet would reckon instead of showing it, guarded or not."""


def as_csv(kind: type[Record], records: Iterable[Record]) -> bytes:
    """A line for each record, a column for each field; an amount has one for its currency, a list stands as JSON.

    It is UTF-8 with a mark at its beginning, as spreadsheets need it for any script but their own.
    """
    rows = [_row(one) for one in records]
    found = {column for row in rows for column in row}
    parted = {column.partition(".")[0] for column in found if "." in column}
    order = list(kind.model_fields)
    columns = sorted((found | set(order)) - parted, key=lambda one: (order.index(one.partition(".")[0]), one))
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, columns, restval="", extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what would be one.

    Before an apostrophe that stands before such a sign there comes another, so that taking one away gives the text.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _row(record: Record) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in record.model_dump(mode="json").items():
        parts = {f"{name}.{part}": one for part, one in value.items()} if isinstance(value, dict) else {name: value}
        found |= {key: _cell(one) for key, one in parts.items()}
    return found


def _cell(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return json.dumps(value, ensure_ascii=False)
