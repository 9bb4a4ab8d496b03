"""What is to be chosen beside a line of quick capture, and what was: it stands while that part of the line stays."""

from dataclasses import replace

from crm_tui.services.quick_capture import spelled
from crm_tui.services.quick_line import NOTHING, Part, Understood
from crm_tui.services.quick_told import several

_NEW, _NONE = "new", 0


class QuickChoices:
    """The choices of the line that was read last, one of them marked; and what was chosen for which words."""

    def __init__(self, subject: tuple[int | None, int | None]) -> None:
        """``subject`` are the customer and the deal in sight."""
        self.chosen = replace(NOTHING, subject=subject)
        """What was said beside the line."""
        self.offered: tuple[tuple[int | str, str], ...] = ()
        """What may be meant: its value and how it is shown; empty where nothing is to be chosen."""
        self.at = 0
        """Which of them is marked."""
        self._part = ""
        self._chosen_for: dict[str, str] = {}

    def offer(self, found: Understood | None) -> None:
        """Offer what a line leaves open; the mark stays where the choices do."""
        asked = several(found) if found else None
        if found is None or asked is None:
            self._part, self.offered = "", ()
            return
        part, _, offered = asked
        if part == "customer":
            offered = (*offered, (_NEW, f"somebody new: {spelled(_stands(found, part))}"))
        elif part == "deal":
            offered = (*offered, (_NONE, "no deal"))
        if offered != self.offered:
            self.at = 0
        self._part, self.offered = part, offered

    def move(self, by: int) -> None:
        """Mark another one."""
        self.at = (self.at + by) % len(self.offered)

    def take(self, found: Understood) -> None:
        """Choose the marked one."""
        value, _ = self.offered[self.at]
        self._chosen_for[self._part] = _stands(found, self._part)
        if self._part == "customer":
            new = value == _NEW
            self.chosen = replace(self.chosen, customer_id=None if new else int(value), new_customer=new, deal_id=None)
        elif self._part == "owner":
            self.chosen = replace(self.chosen, owner=str(value))
        else:
            self.chosen = replace(self.chosen, deal_id=int(value))

    def forget(self, found: Understood) -> bool:
        """Forget what was chosen for words that the line has no more; whether there was something of the kind."""
        gone = [part for part, words in self._chosen_for.items() if _stands(found, part) != words]
        if "customer" in gone:
            # colleague and deal were chosen beside that customer
            self._chosen_for, self.chosen = {}, replace(NOTHING, subject=self.chosen.subject)
            return True
        for part in gone:
            del self._chosen_for[part]
            self.chosen = replace(self.chosen, owner="") if part == "owner" else replace(self.chosen, deal_id=None)
        return bool(gone)


def _stands(found: Understood, part: str) -> str:
    """The words of a line for which something was chosen."""
    if part == "customer":
        return _typed(found, Part.CUSTOMER).strip(" :–—-")
    return _typed(found, Part.OWNER) if part == "owner" else found.words + _typed(found, Part.DEAL)


def _typed(found: Understood, part: Part) -> str:
    return next((one.typed for one in found.pieces if one.part is part), "")
