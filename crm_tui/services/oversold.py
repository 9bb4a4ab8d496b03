"""Which terms the desk oversells: what was promised beside what the first paper gave, by kind of term."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.progress import each
from crm_tui.domain.review import LESS, Finding, Verdict
from crm_tui.services.desk import Desk
from crm_tui.services.review import as_first_written


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise beside the first paper of its deal."""

    commitment_id: int
    """Which."""

    deal_id: int
    """On which deal."""

    owner: str
    """Who owes it."""

    words: str
    """The words used."""

    finding: Finding
    """What the paper said of it."""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """One kind of term, with every promise about it."""

    label: str
    """In plain words."""

    promises: tuple[Promised, ...]
    """Those that the paper answered worst first."""

    @property
    def less(self) -> int:
        """How many the first paper gave less than was said."""
        return sum(one.finding.verdict in LESS for one in self.promises)

    @property
    def unclear(self) -> int:
        """How many nobody could judge."""
        return sum(one.finding.verdict is Verdict.UNCLEAR for one in self.promises)

    @property
    def cost(self) -> dict[str, Decimal]:
        """What the differences would have cost the customers for certain and in all, by currency, where it is known."""
        sums: dict[str, Decimal] = {}
        for one in self.promises:
            impact = one.finding.impact
            if impact is not None and impact.kind == "certain" and not impact.every and impact.amount > 0:
                sums[impact.currency] = sums.get(impact.currency, Decimal(0)) + impact.amount
        return sums


@dataclass(frozen=True, slots=True)
class Oversold:
    """The whole desk's."""

    terms: tuple[TermRecord, ...]
    """Those that were oversold most often first."""

    deals: int
    """How many deals have a paper and promises about terms."""

    unread: tuple[int, ...]
    """The deals whose first paper can't be read any more."""


def oversold(desk: Desk) -> Oversold:
    """Compare every deal's promises with the first paper that it had.

    A comparison that was made before is kept beside the store for the day.
    """
    with_paper = sorted({deal_id for _, deal_id in desk.store.fields(Document, "deal_id")})
    found: defaultdict[str, list[Promised]] = defaultdict(list)
    deals, unread = 0, []
    for deal_id in each("deals compared", with_paper):
        deal = desk.store.get(Deal, deal_id)
        try:
            pairs = as_first_written(desk, deal) if deal is not None else ()
        except DeskError:
            unread.append(deal_id)
            pairs = ()
        deals += bool(pairs)
        for promise, finding in pairs:
            found[finding.label].append(Promised(promise.id, deal_id, promise.owner, promise.words, finding))
    terms = [TermRecord(label, tuple(sorted(ones, key=_worst_first))) for label, ones in found.items()]
    return Oversold(
        tuple(sorted(terms, key=lambda one: (-one.less, -len(one.promises), one.label.casefold()))),
        deals,
        tuple(unread),
    )


def _worst_first(one: Promised) -> tuple[bool, bool, int]:
    verdict = one.finding.verdict
    return verdict not in LESS, verdict is not Verdict.UNCLEAR, one.commitment_id
