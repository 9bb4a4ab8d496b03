"""What is personal in the records of one customer: blanked for good, while what can be counted stays as it was."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from crm_tui.store.papers import DOCUMENTS

Document = dict[str, Any]

CUSTOMERS = "customers"

OF_CUSTOMER = (
    *("name", "phone", "email", "place", "household", "language", "times"),
    *("contacts", "care", "occasions", "memberships"),
)
"""The fields of a customer that say who they are; since when, whose, and of which kind stays."""

_WORDS: dict[str, frozenset[str]] = {
    "commitments": frozenset(
        ("words", "said", "conditions", "after_words", "address", "window", "received_by", "proof", "why", "remark")
    ),
    "consents": frozenset(("how", "where", "withdrawn_how")),
    "deals": frozenset(("title", "next_step", "what_matters", "outcome_words")),
    "distincts": frozenset(("why",)),
    DOCUMENTS: frozenset(("name",)),
    "feedback": frozenset(("words",)),
    "gifts": frozenset(("what", "occasion", "refused_why", "remark")),
    "handovers": frozenset(("reason", "why", "said")),
    "incidents": frozenset(("what", "cause", "remedy")),
    "interactions": frozenset(("said", "felt_words", "words")),
    "merges": frozenset(("why",)),
    "referrals": frozenset(("words",)),
    "resolutions": frozenset(("found", "said", "conditions", "how", "accepted_words")),
    "reviews": frozenset(
        (
            *("why", "paper", "what_matters", "sentence", "said", "text", "words", "understood", "explanation"),
            *("settled", "facts", "found", "conditions", "how", "accepted_words"),
        )
    ),
    "waivers": frozenset(("found", "reason")),
}
"""The names under which free words stand in a record, at whatever depth."""

EMPTY_PAPER = sha256(b"").hexdigest()
"""What stands where a paper of theirs was: a paper without a letter."""

_SNOOZED = ("occasion", "membership")


class Person:
    """One customer, with all records that are theirs: by their number, by a deal of theirs, or by a merge."""

    def __init__(self, customer_id: int, documents: Iterable[tuple[str, int, Document]], blank: str) -> None:
        """``documents`` is each version of each record, in the order in which they were saved."""
        self._blank = blank
        deals: dict[int, object] = {}
        merged: dict[int, tuple[object, object]] = {}
        for table, number, document in documents:
            if table == "deals":
                deals[number] = document.get("customer_id")
            elif table == "merges":
                stands = document.get("undone_on") is None
                merged[number] = (document.get("customer_id"), document.get("gone") if stands else None)
        self._ids = {customer_id, *(gone for stayed, gone in merged.values() if stayed == customer_id and gone)}
        self._deals = {number for number, owner in deals.items() if owner in self._ids}

    def owns(self, table: str, number: int, document: Document) -> bool:
        """Whether a version of a record is theirs."""
        if table == CUSTOMERS:
            return number in self._ids
        if table == "snoozes":
            kind, _, rest = str(document.get("about", "")).partition(" ")
            return kind in _SNOOZED and rest.partition(" ")[0] in map(str, self._ids)
        if table not in _WORDS:
            return False
        if document.get("customer_id") in self._ids or document.get("deal_id") in self._deals:
            return True
        if table == "deals":
            return number in self._deals
        return document.get("other_customer_id") in self._ids or document.get("gone") in self._ids

    def blanked(self, table: str, document: Document) -> Document:
        """A version without what is personal."""
        if table == CUSTOMERS:
            return self._customer(document)
        if table == "snoozes":
            kind, _, rest = str(document["about"]).partition(" ")
            return {**document, "about": f"{kind} {rest.partition(' ')[0]} {self._blank}"}
        new: Document = self._without(document, _WORDS[table])
        if table == DOCUMENTS:
            new["sha256"] = EMPTY_PAPER
        if table == "merges":
            for name in ("before", "was", "left"):
                if isinstance(new.get(name), dict):
                    new[name] = self._customer(new[name])
        return new

    def tells(self, table: str, document: Document) -> Iterator[str]:
        """The texts by which somebody would know them: names, telephone numbers, the address."""
        if table == CUSTOMERS:
            people = [document, *(document.get("contacts") or ())]
            for one in people:
                yield from (one[name] for name in ("name", "phone", "email") if one.get(name))

    def _customer(self, document: Document) -> Document:
        new = dict(document)
        for name in OF_CUSTOMER:
            if name == "email":
                new[name] = ""
            elif new.get(name):
                new[name] = self._blank if isinstance(new[name], str) else []
        return new

    def _without(self, value: Any, names: frozenset[str], *, named: bool = False) -> Any:
        if isinstance(value, str):
            return self._blank if named and value else value
        if isinstance(value, list):
            return [self._without(one, names, named=named) for one in value]
        if isinstance(value, dict):
            return {name: self._without(one, names, named=name in names) for name, one in value.items()}
        return value
