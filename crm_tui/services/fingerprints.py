"""What an approval is bound to: one value that differs as soon as something that was reviewed does."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Area
from crm_tui.domain.document import Document
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Acknowledgement, Resolution
from crm_tui.domain.waiver import Waiver

_OF_A_PROMISE = {"id", "words", "claim", "certainty", "due", "cost"}
_OF_A_RESOLUTION = {
    "by",
    "on",
    "about",
    "found",
    "answer",
    "how",
    "customer_on",
    "cost",
    "granted_by",
    "granted_on",
}
_KEPT_LATER = {"accepted_in", "accepted_words", "told_by"}
"""Of a resolution, what was not kept at first: a record without them keeps the fingerprint that it had."""
_OF_AN_ACKNOWLEDGEMENT = {"by", "on", "document_type", "term", "label", "says"}
_OF_A_WAIVER = {"rule", "about", "reason", "until", "asked_by", "asked_on", "decided_by", "decided_on"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was reviewed. The day, the deal's stage and the ground rules are no part of it."""

    area: Area
    """The kind of business: in which vocabulary words are read first."""

    customer: int = 0
    """Whose deal it is, by number: incidents and what else was given to them speak of nobody else."""

    promises: Sequence[Commitment] = ()
    """What was promised about a term and still stands."""

    withdrawn: Sequence[Commitment] = ()
    """What was promised about a term and was withdrawn."""

    notes: Sequence[Interaction] = ()
    """The contacts on the deal: what was said in them is compared."""

    document: Document | None = None
    """The paper that counts."""

    learnt: Sequence[LearntName] = ()
    """The names of terms that were learnt at the desk."""

    own_packs: OwnPacks = field(default_factory=OwnPacks)
    """The firm's own packs."""

    resolutions: Sequence[Resolution] = ()
    """What was decided about the findings of this paper, and about promises that were withdrawn."""

    acknowledgements: Sequence[Acknowledgement] = ()
    """Those that cover a surprise of this paper."""

    waivers: Sequence[Waiver] = ()
    """All that were ever asked on the deal; those that were granted count, ended or not."""


def fingerprint(of: Reviewed) -> str:
    """SHA-256, in hexadecimal, over canonical JSON of what was reviewed.

    Of each record it holds what speaks, and not what only keeps it: the order of records plays no part but in the
    notes, whose words are compared in their order.
    """
    document = of.document
    return _digest(
        {
            "area": of.area.value,
            "customer": of.customer,
            "promises": _values(of.promises, _OF_A_PROMISE),
            "withdrawn": _values(of.withdrawn, _OF_A_PROMISE),
            "notes": [one.said for one in sorted(of.notes, key=lambda one: one.id) if one.said],
            "paper": {"sha256": document.sha256, "type": document.type.value} if document else None,
            "learnt": terms_learnt(of.learnt),
            "packs": of_packs(of.own_packs),
            "resolutions": _of_resolutions(one for one in of.resolutions if one.stands),
            "acknowledgements": _values((one for one in of.acknowledgements if one.stands), _OF_AN_ACKNOWLEDGEMENT),
            "waivers": _values((one for one in of.waivers if one.granted and one.taken_back_on is None), _OF_A_WAIVER),
        }
    )


def terms_learnt(names: Iterable[LearntName]) -> list[tuple[str, str]]:
    """The names that stand for a term, each with its term, in order."""
    return sorted({(one.name, one.term) for one in names if one.stands and one.term})


def _values(records: Iterable[Record], fields: set[str]) -> list[Any]:
    return sorted((one.model_dump(mode="json", include=fields) for one in records), key=_canonical)


def _of_resolutions(made: Iterable[Resolution]) -> list[Any]:
    values = _values(made, _OF_A_RESOLUTION | _KEPT_LATER)
    return sorted(
        ({name: told for name, told in one.items() if told or name not in _KEPT_LATER} for one in values),
        key=_canonical,
    )


_last_packs: tuple[OwnPacks, str] = (OwnPacks(), "")


def of_packs(own: OwnPacks) -> str:
    """The digest of the packs in their order; their files' names mean nothing."""
    global _last_packs
    before, digest = _last_packs
    # ten thousand names stay the same object for a session
    if own is not before or not digest:
        digest = _digest([one.model_dump(mode="json", exclude={"name"}) for one in own.packs])
        _last_packs = (own, digest)
    return digest


def _digest(value: object) -> str:
    return sha256(_canonical(value).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
