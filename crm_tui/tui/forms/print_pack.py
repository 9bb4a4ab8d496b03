"""Print the pack of a handover to a file."""

from collections.abc import Callable, Sequence

from crm_tui.services import handover_pack
from crm_tui.services.desk import Desk
from crm_tui.services.printout import Printout
from crm_tui.tui.forms.printing import PrintingForm
from crm_tui.tui.present import counted


class PrintPackForm(PrintingForm):
    """The pack of one handover or of several."""

    def __init__(self, desk: Desk, numbers: Sequence[int], name: str) -> None:
        """``numbers`` are the handovers, ``name`` the first one's customer."""
        super().__init__(desk, name if len(numbers) == 1 else counted(len(numbers), "handover"))
        self._numbers = tuple(numbers)

    def stem(self) -> str:
        """By the number of the first handover."""
        return f"handover-{self._numbers[0]}"

    def told(self) -> str:
        """What it holds."""
        return "All that the next owner has to know of the customer. It stays in the house."

    def making(self) -> Callable[[], Printout]:
        """All of them, one below the other."""
        return lambda: handover_pack.printed([handover_pack.of(self.desk, number) for number in self._numbers])
