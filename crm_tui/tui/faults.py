"""What to say of a fault that ended a piece of work in the background; the session goes on."""

from crm_tui.domain.errors import DeskError
from crm_tui.fault_log import note
from crm_tui.services.only_by_handover import OnlyByHandover


def unforeseen(fault: Exception, what: str) -> str:
    """One line for a fault; ``what`` says which work failed, where the fault does not say so itself.

    A fault that nobody foresaw goes to the log, and has its number here.
    """
    if isinstance(fault, OnlyByHandover):
        # a screen has a key for it
        return fault.told
    if isinstance(fault, DeskError | OSError):
        return str(fault)
    try:
        number = f" (number {note(fault)})"
    except OSError:
        number = ""
    return f"{what}: {type(fault).__name__} {fault}".strip() + number


def unread(fault: Exception) -> str:
    """One line for what could not be read."""
    return unforeseen(fault, "this could not be read")


def unsaved(fault: Exception) -> str:
    """One line for what could not be saved."""
    return unforeseen(fault, "this could not be saved")
