"""The desk at which somebody works: what every service needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm_tui.services.ports import ReadPaper, Store

if TYPE_CHECKING:
    # a command that compares nothing loads no vocabulary
    from crm_tui.comparison.own_packs import OwnPacks


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

    own_packs: "Callable[[], OwnPacks] | None" = None
    """How the firm's own packs are read; None where it has none. Asked often: it reads the files once."""
