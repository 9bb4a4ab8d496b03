"""What the reviews of deals found, reckoned in the background and kept while the store stays the same."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from textual import log
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.review import Verdict
from crm_tui.services.desk import Desk
from crm_tui.tui import present

if TYPE_CHECKING:
    from crm_tui.services.relationship import Beside
    from crm_tui.services.review import DealReview

_PATIENCE = 0.4
"""Seconds for which outcomes may wait to be told together."""


@dataclass(frozen=True, slots=True)
class DealVerdicts:
    """The outcome of one deal's review."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    """How many promises have each verdict."""

    surprises: int = 0
    """How many terms of the paper nobody spoke of."""

    promises: int = 0
    """How many promises were compared."""

    by_promise: Mapping[int, Verdict] = field(default_factory=dict)
    """The verdict of each promise, by its id."""

    paper: bool = False
    """Whether the deal has one."""

    problem: str = ""
    """Why it can't be reviewed, in one line."""

    beside: "Beside | None" = None
    """What it says of the relationship; None without a paper."""

    @classmethod
    def of(cls, review: "DealReview") -> "DealVerdicts":
        """What matters of a review in a list."""
        from crm_tui.services.relationship import beside
        from crm_tui.services.review import verdict_counts

        found = review.comparison
        if found is None:
            return cls()
        by_promise = {one.id: each.verdict for one, each in zip(review.promises, found.findings, strict=True)}
        return cls(
            verdict_counts(found),
            review.open_surprises,
            len(review.promises),
            by_promise,
            paper=True,
            beside=beside(review),
        )

    @property
    def worst(self) -> Verdict | None:
        """The verdict that wants attention first."""
        return present.worst(self.counts)

    @property
    def content(self) -> Content:
        """In the room of a list's cell."""
        if self.problem:
            return Content.styled("! can't compare", present.Tone.BAD)
        if not self.paper:
            return Content("no paper")
        return present.tally(self.counts, self.surprises)

    @property
    def sentence(self) -> Content:
        """With as much room as it needs."""
        if self.problem:
            return Content.styled("! ", present.Tone.BAD) + present.one_line(self.problem)
        return self.content if self.paper else Content("no paper attached yet")


class VerdictsReckoned(Message):
    """The outcome of some deals is known anew."""


@dataclass(frozen=True, slots=True)
class _Entry:
    asked: object
    """What the store stood at when it was last asked whether the outcome still holds; None where it can't last."""

    inputs: tuple[int, int] | None
    """What it was reckoned from."""

    outcome: DealVerdicts


class VerdictBook:
    """The outcomes by deal. An old one is shown until the new one is reckoned.

    After a change somewhere only those deals are compared again whose own records it touched.
    """

    def __init__(self, desk: Desk) -> None:
        """Start with nothing known."""
        self._desk = desk
        self._known: dict[int, _Entry] = {}
        self._common: tuple[object, int] = (None, 0)
        # two screens may reckon at once
        self._turn = Lock()

    def known(self, deal_id: int) -> DealVerdicts | None:
        """The last outcome; None before the first."""
        entry = self._known.get(deal_id)
        return entry.outcome if entry else None

    def at_hand(self, deal_id: int) -> "Beside | None":
        """What is known of a deal beside its paper as the store stands now; None where that is to be reckoned first."""
        entry = self._known.get(deal_id)
        if entry is None or entry.outcome.beside is None:
            return None
        asked = self._now()
        fresh = asked is not None and (entry.asked == asked or entry.inputs == self._inputs(deal_id, asked))
        return entry.outcome.beside if fresh else None

    def reckon(
        self,
        deal_ids: Sequence[int],
        screen: Screen[None],
        in_sight: Callable[[], Sequence[int]] = tuple,
    ) -> None:
        """Reckon in a thread what is not known as of now, and post :class:`VerdictsReckoned` to the screen.

        What is ``in_sight`` meanwhile goes first; it is asked in the thread.
        """
        shown = {deal_id: self.known(deal_id) for deal_id in deal_ids}
        work = partial(self._reckon, shown, screen, in_sight)
        screen.run_worker(work, thread=True, exclusive=True, group="verdicts")

    def _reckon(
        self,
        shown: Mapping[int, DealVerdicts | None],
        screen: Screen[None],
        in_sight: Callable[[], Sequence[int]],
    ) -> None:
        worker = get_current_worker()
        told, untold = monotonic(), False
        waiting = dict(shown)
        while waiting:
            if worker.is_cancelled:
                return
            deal_id = next((one for one in in_sight() if one in waiting), None) or next(iter(waiting))
            before = waiting.pop(deal_id)
            anew = self._refresh(deal_id)
            untold = untold or anew or self.known(deal_id) != before
            # each telling repaints a list: quick ones are told together
            if untold and monotonic() - told > _PATIENCE and not worker.is_cancelled:
                screen.post_message(VerdictsReckoned())
                told, untold = monotonic(), False
        if untold and not worker.is_cancelled:
            screen.post_message(VerdictsReckoned())

    def _refresh(self, deal_id: int) -> bool:
        """Know a deal as the store stands; whether it had to be compared for that."""
        asked = self._now()
        entry = self._known.get(deal_id)
        if asked is not None and entry is not None and entry.asked == asked:
            return False
        if self._is_without_paper(deal_id):
            self._keep(deal_id, asked, _Entry(asked, None, DealVerdicts()))
            return False
        # the comparison takes longer to load than a screen to come, and 14 MB: who sees no paper does without
        from crm_tui.services.review import review_deal

        lasting, anew = asked, False
        goes_by = self._inputs(deal_id, asked)
        if entry is not None and goes_by is not None and entry.inputs == goes_by:
            found = entry.outcome
        else:
            try:
                found, anew = DealVerdicts.of(review_deal(self._desk, deal_id)), True
            except DeskError as error:
                lasting, goes_by, found = None, None, DealVerdicts(problem=str(error))
            except Exception as error:  # a paper that the comparison stumbles over must not end the session
                log.error(f"deal {deal_id}: {error!r}")
                told = "the comparison failed on this paper: read it by eye"
                lasting, goes_by, found = None, None, DealVerdicts(problem=told)
        self._keep(deal_id, asked, _Entry(lasting, goes_by, found))
        return anew

    def _keep(self, deal_id: int, asked: object, entry: _Entry) -> None:
        with self._turn:
            # whoever changed the store meanwhile has it reckoned anew: an older outcome must not come last
            if self._now() == asked:
                self._known[deal_id] = entry

    def _is_without_paper(self, deal_id: int) -> bool:
        """Whether there is a deal, and no paper of it; not so where that can't be read."""
        store = self._desk.store
        try:
            papers = store.fields(Document, "version", deal_id=deal_id)
            return store.get(Deal, deal_id) is not None and next(papers, None) is None
        except DeskError:
            return False

    def _inputs(self, deal_id: int, asked: object) -> tuple[int, int] | None:
        """What an outcome is reckoned from; None while it can't be read."""
        from crm_tui.services.review import common_inputs, inputs

        try:
            if asked is None or self._common[0] != asked:
                self._common = asked, common_inputs(self._desk)
            return self._common[1], inputs(self._desk, deal_id)
        except DeskError:
            return None

    def _now(self) -> object:
        """What the store stands at; None while it can't be read."""
        try:
            return self._desk.store.version(), self._desk.today()
        except DeskError:
            return None
