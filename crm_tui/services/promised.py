"""The deals in which something was promised that a paper can keep: which, in which order, and what is known of each."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.document import Document
from crm_tui.services.customers import folded, phrases
from crm_tui.services.long_lists import Key, Ordered, holding, ordered, texts_of, texts_of_named
from crm_tui.services.ports import Store

NO_PAPER = "no paper yet"
"""Stands for the name of a paper."""


@dataclass(frozen=True, slots=True)
class Promised:
    """All of them; no deal is read for it."""

    promises: Mapping[int, int]
    """How many promises can be compared, by deal."""

    papers: Mapping[int, str]
    """The name of the newest paper, by deal, of all deals that have one."""

    listed: Ordered[None]
    """The deals that are open first, of those the ones with a paper."""

    def sorted(self, store: Store, by: str, urgency: Key, *, descending: bool) -> Ordered[None]:
        """The same by the column with the title ``by``; ``urgency`` is a deal's place by its verdicts."""
        keys: dict[str, Key] = {
            "Promises": lambda number: -self.promises[number],
            "Paper": lambda number: folded(self.papers.get(number) or NO_PAPER),
            "Verdicts": urgency,
        }
        key = keys.get(by)
        match by:
            case "Customer":
                key = texts_of_named(store, Deal, "customer_id", Customer, "name")
            case "Deal" | "Stage":
                key = texts_of(store, Deal, "title" if by == "Deal" else "stage")
        return self.listed.sorted(key, descending=descending)

    def fitting(self, store: Store, text: str) -> Set[int] | None:
        """The deals in whose line each word stands, or in the name of their paper; None where no word is given."""
        words = phrases(text)
        if not words:
            return None
        found: Set[int] | None = None
        for word in words:
            theirs = holding(store, Deal, f'"{word}"') or frozenset()
            theirs |= {deal for deal, name in self.papers.items() if word in folded(name)}
            found = theirs if found is None else found & theirs
        return found


def promised(store: Store) -> Promised:
    """The deals with promises that say something about a term and still stand."""
    wanted = "deal_id", "kind", "claim", "status"
    promises = Counter(
        deal
        for _, deal, kind, claim, status in store.fields(Commitment, *wanted)
        if deal is not None
        and claim is not None
        and status != Status.WITHDRAWN
        # a row may leave out what has its default
        and (kind or CommitmentKind.PROMISE) == CommitmentKind.PROMISE
    )
    newest = sorted(store.fields(Document, "version", "deal_id", "name"), key=lambda one: one[1])
    papers = {deal: name for _, _, deal, name in newest}
    still_open = frozenset(store.valued(Deal, "stage", *OPEN_STAGES))
    there = still_open.union(store.valued(Deal, "stage", *(set(Stage) - set(OPEN_STAGES))))
    numbers = sorted(there & promises.keys(), key=lambda one: (one not in still_open, one not in papers, one))
    return Promised(promises, papers, ordered({None: numbers}))
