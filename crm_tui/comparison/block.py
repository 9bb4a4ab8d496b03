"""Blocks of a paper: a row of cells, or a paragraph as one cell."""

from dataclasses import dataclass, field

from crm_tui.domain.document import PaperLine


@dataclass(slots=True)
class Cell:
    """The text of one cell, piece by piece."""

    column: int
    """Where it begins; in a table with bars, which it is."""

    pieces: list[tuple[str, PaperLine]] = field(default_factory=list)
    """Its words, with the line of each stretch."""

    width: int = 0
    """In a table with bars how wide its column is."""

    names: bool = False
    """Whether a colon behind it says that it is the label of the next cell."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return self.pieces[0][0] if len(self.pieces) == 1 else " ".join(piece for piece, _ in self.pieces)


@dataclass(slots=True)
class Block:
    """A row of cells, or a paragraph as one cell."""

    cells: list[Cell]
    """One for a paragraph."""

    heading: str
    """What stands above it."""

    marked: bool
    """Whether it begins with a number or a bullet."""

    piped: bool = False
    """Whether bars part its cells."""

    indent: int = 0
    """Its first column."""

    broken: bool = False
    """Whether a blank line or a rule stands above it."""

    titled: bool = False
    """Whether it is a heading."""

    lent: bool = False
    """Whether it stands indented below its heading."""

    number: str = ""
    """The number or letter before it, without brackets or a full stop."""

    bar: int = -1
    """Where the first bar of a table stands whose lines may be wrapped: not one of Markdown; -1 for no such table."""

    serial: Cell | None = None
    """A small number in a cell of its own before the others."""

    @property
    def is_row(self) -> bool:
        """Whether it has several cells."""
        return len(self.cells) > 1
