"""What the desk decided about what a review found."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from crm_tui.domain.claim import Claim
from crm_tui.domain.document import DocumentType
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Record, Words


class Answer(StrEnum):
    """What becomes of a finding."""

    AMEND = "amend the paper"
    WITHDRAW = "withdraw the promise"
    EXCEPTION = "honour it as an exception"
    ACCEPTED = "the customer accepted it"


class AcceptedIn(StrEnum):
    """The kind of document in which a customer wrote that they accept a difference."""

    LETTER = "letter"
    SIDE_LETTER = "side letter"
    EMAIL = "e-mail"
    MESSAGE = "message"
    FORM = "signed form"
    ANNEXURE = "signed annexure"
    OTHER = "another document"


class Decision(Record):
    """Something that somebody decided on a day, and that can be taken back."""

    by: Line
    """Who decided."""

    on: date
    """The day."""

    taken_back_by: str = ""
    """Who took it back; empty while it stands."""

    taken_back_on: date | None = None
    """The day it was taken back."""

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.taken_back_on is None


class Resolution(Decision):
    """What becomes of one finding or surprise of one paper. On a later paper it is stale."""

    table: ClassVar[str] = "resolutions"

    deal_id: int
    """Of which deal."""

    document_id: int
    """On which paper it was found."""

    version: int
    """That paper's version."""

    about: Line
    """The promise (``promise 12``), or the term that nobody spoke of (``surprise loan.penal``)."""

    found: Words
    """What had been found: the verdict of a promise, the sentence of a surprise."""

    answer: Answer
    """What was decided."""

    said: Words = ""
    """The words of the promise then; empty for what is no promise, or was resolved before this was kept."""

    claim: Claim | None = None
    """What they were understood to say."""

    how: Words = ""
    """What else the desk has to know of it: stays in the house.

    In a record of before ``accepted_in`` and ``told_by`` were kept it says in which document, and how.
    """

    accepted_in: AcceptedIn | None = None
    """The kind of document in which the customer accepted a difference; the customer reads it."""

    accepted_words: Words = ""
    """Which one, in own words; the customer reads them."""

    told_by: Channel | None = None
    """How the customer was told of a promise that is withdrawn; the customer reads it."""

    customer_on: date | None = None
    """When the customer was told, or accepted it in writing."""

    cost: Money | None = None
    """What honouring it as an exception costs the firm."""

    granted_by: str = ""
    """Who granted the exception: never who asked for it (``by``); empty while nobody has."""

    granted_on: date | None = None
    """When."""

    @model_validator(mode="after")
    def _is_granted_by_another(self) -> Self:
        if self.granted_by and self.granted_by == self.by:
            raise ValueError("an exception is granted by somebody else than who asked for it")
        return self


class Acknowledgement(Decision):
    """A disclosure that is standard: on every paper of a type that says the same, nobody has to look at it again."""

    table: ClassVar[str] = "acknowledgements"

    document_type: DocumentType
    """The type of paper."""

    term: str | None
    """The kind of term, if known."""

    label: Line
    """The term in plain words."""

    says: Words
    """The sentence about it; a paper that says something else of the term is not covered."""
