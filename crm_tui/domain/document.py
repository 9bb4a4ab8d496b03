"""The paper: its record, and its text with the place of every line."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from crm_tui.domain.record import Line, Model, Record

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A digest in hexadecimal."""


class DocumentType(StrEnum):
    """What kind of paper it is."""

    SANCTION_LETTER = "sanction letter"
    KEY_FACTS = "key facts statement"
    AGREEMENT = "agreement"
    POLICY = "policy"
    QUOTE = "quote"
    PRICE_LIST = "price list"
    OTHER = "other"


class PaperLine(Model):
    """One line of a paper, verbatim."""

    page: int
    """From 1."""

    number: int
    """From 1 on each page."""

    text: str
    """As it was read, without its line break."""


class PaperText(Model):
    """What a paper says, line by line."""

    name: str
    """The file's name."""

    pages: int
    """How many; a text file has one."""

    sha256: Sha256
    """Of the file's bytes."""

    lines: tuple[PaperLine, ...]
    """In reading order. Table rows of a Word file are one line each, their cells joined by `` | ``."""

    unread_pages: tuple[int, ...] = ()
    """The pages of a PDF that are pictures without text: nothing on them was compared."""


class Document(Record):
    """A paper attached to a deal. Its bytes are kept beside the store under its digest."""

    table: ClassVar[str] = "documents"

    deal_id: int
    """For which deal."""

    name: Line
    """The file's name when it was attached."""

    type: DocumentType = DocumentType.OTHER
    """What kind of paper."""

    version: int = 1
    """1 for the first paper attached to a deal, one more for each later one."""

    issued_on: date | None = None
    """The day on the paper, if somebody typed it."""

    sha256: Sha256
    """Of its bytes: the paper that was compared is the paper that is kept."""

    pages: int
    """How many."""

    attached_on: date
    """The day it was attached."""

    attached_by: Line
    """By whom."""
