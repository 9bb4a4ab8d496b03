"""A note in, promises out."""

from typing import Self

from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.record import Model


class Promise(Model):
    """One promise as it was heard in a note."""

    text: str
    """The words, verbatim from the note."""

    start: int
    """Where they begin in the note, in characters."""

    end: int
    """Where they end."""

    claim: Claim
    """What they were understood to say."""

    label: str
    """The term in plain words, or "not understood"."""

    certainty: Certainty = Certainty.FIRM
    """How firmly it was said."""

    @classmethod
    def stored(cls, words: str, claim: Claim, certainty: Certainty = Certainty.FIRM) -> Self:
        """A promise out of the store, as it was understood and confirmed when it was saved."""
        return cls(text=words, start=0, end=len(words), claim=claim, label=claim.term or "", certainty=certainty)
