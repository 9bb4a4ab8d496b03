"""What a resolution or a waiver is about, in the words of the desk instead of its key."""

import re

from crm_tui.domain.commitment import Commitment
from crm_tui.services.ports import Records

_KEY = re.compile(r"(promise|surprise) (\S+)")
_DIGEST = re.compile(r" [0-9a-f]{8}\Z")


def in_words(records: Records, about: str) -> str:
    """The term that a key speaks of: ``promise 12`` is "Processing fee"; a rule's own name stays as it is."""
    # the vocabulary takes longer to load than all that waits
    from crm_tui.comparison.kinds import kinds

    about = _DIGEST.sub("", about)
    found = _KEY.match(about)
    if found is None:
        return about
    named = found[2]
    if found[1] == "promise":
        promise = records.get(Commitment, int(named)) if named.isdecimal() else None
        if promise is None:
            return about
        named = promise.claim.term or "" if promise.claim else ""
        kind = kinds().get(named)
        return kind.label if kind else f"“{' '.join(promise.words.split())}”"
    kind = kinds().get(named)
    return kind.label if kind else about.partition(" ")[2]
