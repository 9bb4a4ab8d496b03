"""The desk at which somebody works: what every service needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crm_tui.services.ports import ReadPaper, Store


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
