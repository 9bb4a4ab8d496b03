"""A choice that nobody has to make: before the answers stands that it was not said."""

from enum import StrEnum

from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Field
from crm_tui.tui.forms.row import FieldRow

NOT_SAID = "not said"
"""The first answer."""


def optional(field: Field, kind: type[StrEnum], value: object) -> FieldRow:
    """The row of such a choice; the field itself has no choices, as "not said" is none of the record's."""
    return FieldRow(field, ChoiceEntry([NOT_SAID, *(str(one) for one in kind)], str(value or NOT_SAID)))


def said(value: object) -> str | None:
    """What was chosen; None where nothing was."""
    return None if value in (None, NOT_SAID) else str(value)
