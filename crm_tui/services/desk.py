"""The desk at which somebody works: what every service needs to know."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from crm_tui.services.actions import Done
from crm_tui.services.permissions import check_start, why_nothing_is_saved
from crm_tui.services.ports import ReadPaper, Reckoned, Store, Transaction

if TYPE_CHECKING:
    from crm_tui.services.acting import Watching
    from crm_tui.services.drafts import DraftShelf
    from crm_tui.services.folders import Folders
    from crm_tui.services.printout import WritePrint


@dataclass(frozen=True, slots=True)
class Desk:
    """One officer at one store."""

    store: Store
    """The desk's records."""

    read_paper: ReadPaper
    """How a paper's file becomes text."""

    today: Callable[[], date]
    """The day it is; asked each time, as a session may run past midnight."""

    officer: str
    """Who sits here: the login of the session."""

    knows_login: Callable[[str], bool] = lambda _: True
    """Whether somebody can log in by this name, as far as the system can tell."""

    now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    """What time it is, with its zone."""

    reckoned: Reckoned | None = field(default=None, compare=False, repr=False)
    """Where results that took long are kept for other sessions; None where they are not."""

    write_print: "WritePrint | None" = None
    """How a print becomes a file; None where none can be written."""

    folders: "Folders | None" = None
    """Where files may be read and written; None where the system alone decides."""

    drafts: "DraftShelf | None" = field(default=None, compare=False, repr=False)
    """Where what was typed and not saved is kept for the next session; None where it is not."""

    done: Done = field(default_factory=Done, compare=False, repr=False)
    """What was done here in this session, as far as it can be taken back."""

    @property
    def read_only(self) -> str:
        """Why nothing can be saved just now by the one who sits here, in one line; empty when it can."""
        return self.store.read_only or why_nothing_is_saved(self.store, self.officer, self.today())

    def acting(
        self,
        why: str,
        *,
        review_of: int | None = None,
        claiming: bool = False,
        handing_over: bool = False,
        as_given: bool = False,
    ) -> AbstractContextManager[Transaction]:
        """A transaction of the person who sits here: it can be taken back. ``why`` is what for, in a few words.

        ``review_of`` is the deal whose review takes a step: that stays. In one that is ``claiming`` the store,
        anybody may name an admin: whoever asks for it sees to it that nobody else could. In one that is
        ``handing_over`` a customer or a deal gets another owner, as they have no other way. In one that takes records
        ``as_given`` their histories are not kept up, and what it takes away can come back.
        """
        # who only reads loads nothing that saves
        from crm_tui.services.acting import acting

        return acting(
            self.store,
            self.done,
            self.officer,
            self.today(),
            why,
            review_of,
            claiming=claiming,
            handing_over=handing_over,
            as_given=as_given,
        )

    def check_may_save(self) -> None:
        """Refuse those who may save nothing, before something is done that no transaction would undo.

        Raises:
            NotAllowed: they may not; the line says why.
        """
        check_start(self.store, self.officer, self.today())

    def taking_back(self, why: str) -> AbstractContextManager["Watching"]:
        """The same for what puts records back as they were: nothing follows, and it can't be taken back itself."""
        from crm_tui.services.acting import saving

        return saving(self.store, self.done, self.officer, self.today(), why, taking_back=True)
