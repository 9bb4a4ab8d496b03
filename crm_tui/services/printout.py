"""What is printed, as content: what it says and in which order, and nothing of how it looks.

Everything in it is text. Renderers show it and obey none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from crm_tui.domain.errors import DeskError


@dataclass(frozen=True, slots=True)
class Heading:
    """What the following is about."""

    text: str
    """In a few words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    """Without line breaks: each paragraph is its own."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Names with what they stand for, below each other."""

    rows: tuple[tuple[str, str], ...]
    """Each name with its text; an empty name goes on with the one before."""

    title: str = ""
    """What they are about, where they belong to one thing."""


@dataclass(frozen=True, slots=True)
class Table:
    """Things of one kind, side by side where there is room."""

    head: tuple[str, ...]
    """What stands in each column; the first names the thing."""

    rows: tuple[tuple[str, ...], ...]
    """As many cells as the head has."""

    shares: tuple[int, ...]
    """How much of the width each column takes, beside the others."""

    counted: tuple[str, str] | None = None
    """What one of the rows is called, and what several are, where it matters how many stand on a later page."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, each with its day."""

    labels: tuple[str, ...]
    """Who signs there."""


Block: TypeAlias = Heading | Paragraph | Rows | Table | Signatures
"""One part of what is printed."""


@dataclass(frozen=True, slots=True)
class Printout:
    """Something to print."""

    title: str
    """What it is."""

    blocks: tuple[Block, ...]
    """Its parts, in order."""

    one_page: bool = False
    """Whether it is meant for a single sheet of paper: letters become smaller rather than a second page begins."""


class PrintFormat(StrEnum):
    """What something can be printed as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


SUFFIXES = {PrintFormat.TEXT: ".txt", PrintFormat.MARKDOWN: ".md", PrintFormat.HTML: ".html", PrintFormat.PDF: ".pdf"}
"""How a file of each format is named."""


class AlreadyThere(DeskError):
    """A file of that name is there, and nobody said that it may be replaced."""

    field = "replace"


WritePrint: TypeAlias = Callable[[Printout, PrintFormat, Path, bool], Path]
"""Writes a print to a file and returns where it stands; the last argument lets it take the place of an older one."""


def paragraphs(words: str) -> tuple[Paragraph, ...]:
    """Free text of several lines as paragraphs; nothing for no text."""
    return tuple(Paragraph(line.strip()) for line in words.splitlines() if line.strip())
