"""What to say of a fault that ended a piece of work in the background; the session goes on."""

from traceback import format_exception

from textual import log

from crm_tui.domain.errors import DeskError


def unforeseen(fault: Exception, what: str) -> str:
    """One line for a fault; ``what`` says which work failed, where the fault does not say so itself.

    A fault that nobody foresaw goes to the log as well.
    """
    if isinstance(fault, DeskError | OSError):
        return str(fault)
    log.error("".join(format_exception(fault)))
    return f"{what}: {type(fault).__name__} {fault}".strip()


def unread(fault: Exception) -> str:
    """One line for what could not be read."""
    return unforeseen(fault, "this could not be read")


def unsaved(fault: Exception) -> str:
    """One line for what could not be saved."""
    return unforeseen(fault, "this could not be saved")
