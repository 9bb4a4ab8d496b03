"""What can go wrong at the desk, each as one line that says what to do."""


class DeskError(Exception):
    """Something that the person at the desk can mend; its text is one plain line."""

    field: str = ""
    """The question whose answer has to be another one, by the name it has in a record; empty where it is no one."""

    def __init__(self, told: object = "", *, field: str = "") -> None:
        super().__init__(told)
        if field:
            self.field = field


class Unreadable(DeskError):
    """A paper or note that can't be read: missing, a directory, damaged, encrypted, or without text."""

    field = "path"


class StoreProblem(DeskError):
    """A store file that can't be used: not a store, damaged, or from a newer version. It is left untouched."""


class NotFound(DeskError):
    """A customer, deal or record that the store does not hold."""


class NotAllowed(DeskError):
    """Something that the person who sits here may not do; the line says who may."""


class Unclaimed(NotAllowed):
    """Something that nobody may do before the store has an admin: naming one is what to do."""


class Conflict(DeskError):
    """The record was changed by somebody else between reading and saving."""


class WrongAt(ValueError):
    """Fields of a record that don't fit together, told at the one that is to be changed."""

    def __init__(self, told: str, field: str) -> None:
        super().__init__(told)
        self.field = field
        """Which."""
