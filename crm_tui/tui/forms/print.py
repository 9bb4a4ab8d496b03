"""Print a deal's review sheet or its customer statement to a file."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial

from crm_tui.services import customer_statement, review_sheet
from crm_tui.services.desk import Desk
from crm_tui.services.printout import Printout
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.printing import PrintingForm
from crm_tui.tui.forms.row import FieldRow, entry_for


class What(StrEnum):
    """What can be printed of a deal."""

    SHEET = "review sheet"
    STATEMENT = "customer statement"


_WHAT = Field("what", "Print", Shape.CHOICE, choices=What)

_TOLD = {
    What.SHEET: "For the file: every finding, what was decided, who checked it, and a place to sign.",
    What.STATEMENT: "For the customer, on one page: what we promised, what the paper says, what we did about it.",
}


class PrintForm(PrintingForm):
    """What, as what, and where."""

    def __init__(self, desk: Desk, deal_id: int, title: str, review_id: int | None = None) -> None:
        """``review_id`` prints what stood when that review was decided; None what counts today."""
        super().__init__(desk, title)
        self.deal_id = deal_id
        """Of which deal."""
        self.review_id = review_id
        """Which review of it."""
        self._what = What.SHEET

    def rows(self) -> Iterable[FieldRow]:
        """The sheet for the file, unless the customer's is wanted."""
        yield FieldRow(_WHAT, entry_for(_WHAT, What.SHEET))
        yield from super().rows()

    def stem(self) -> str:
        """By the number of the review or the deal."""
        number = f"review-{self.review_id}" if self.review_id is not None else f"deal-{self.deal_id}"
        return f"{number}-{'sheet' if self._what is What.SHEET else 'statement'}"

    def told(self) -> str:
        """For whom the print is."""
        return _TOLD[self._what]

    def making(self) -> Callable[[], Printout]:
        """The one or the other."""
        of = customer_statement.of if self._what is What.STATEMENT else review_sheet.of
        return partial(of, self.desk, self.deal_id, self.review_id)

    def noticed(self, row: FieldRow) -> None:
        """Another print has another name and another use."""
        if row.field.name == _WHAT.name:
            self._what = What(str(row.content))
        super().noticed(row)
