"""A promise beside the statement of the paper that answers it, and the shape of what their difference costs."""

from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison.arithmetic import rounded
from crm_tui.comparison.conversion import Comparable
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Claim
from crm_tui.domain.review import Impact

CERTAIN, CONTINGENT = "certain", "contingent"


def costs(amount: Decimal, currency: str, basis: str, kind: str, every: str = "") -> Impact:
    """What a difference costs, to the hundredth; ``every`` where it is paid each time, nobody knows for how long."""
    return Impact(amount=rounded(amount), currency=currency, basis=basis, kind=kind, every=every)


@dataclass(frozen=True, slots=True)
class Difference:
    """A promise beside the statement of the paper that answers it."""

    kind: Kind
    """Of both."""

    said: Claim
    """What was said."""

    clause: Clause
    """What the paper says."""

    both: Comparable | None
    """Their values in one unit, if values were compared."""

    @property
    def loss(self) -> Decimal | None:
        """How much worse the paper's value is, in the unit of both; negative where it is better."""
        if self.both is None:
            return None
        said, paper = self.both.said, self.both.paper
        if self.kind.direction == "high":
            return said.low - paper.high if paper.high < said.low else min(Decimal(0), said.high - paper.low)
        return paper.low - said.high if paper.low > said.high else min(Decimal(0), paper.high - said.low)

    @property
    def unit(self) -> str:
        """Of both values."""
        return self.both.unit if self.both else ""


def is_share_of_loan(kind: Kind) -> bool:
    """Whether per cent of a charge of this kind are per cent of the amount of the loan."""
    return kind.area == "loan" and kind.money == "once" and kind.dimension == "charge" and kind.id not in _OF_CHARGES


_OF_CHARGES = frozenset({"loan.tax_on_charges"})
