"""How far the paper may be above what was said: each term by itself, or some by their sum.

As the good-faith tolerances between the United States' Loan Estimate and Closing Disclosure (12 CFR 1026.19(e)(3)): a
paper that asks for less is never at fault, a charge that the paper leaves out is taken from both sums, and one that was
never spoken of counts as said to cost nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison.amounts import EVENT, is_price
from crm_tui.comparison.arithmetic import rounded
from crm_tui.comparison.vocabulary import kinds
from crm_tui.comparison.wording import number, value
from crm_tui.domain.claim import Bound
from crm_tui.domain.money import Money
from crm_tui.domain.money_effect import Unpriced
from crm_tui.domain.review import Amounts, Comparison, Finding, Surprise, Verdict
from crm_tui.domain.rules import Tolerance, ToleranceClass


@dataclass(frozen=True, slots=True)
class Line:
    """One term that is judged, with both amounts."""

    label: str
    """The term in plain words."""

    term: str
    """Its kind."""

    said: Decimal
    """What was said; 0 for a charge that nobody spoke of."""

    paper: Decimal
    """What the paper asks for."""

    finding: int | None
    """Its place among the findings of the comparison; None for a surprise."""

    surprise: int | None
    """Its place among the surprises; None for a promise."""

    bound: Bound = Bound.EXACTLY
    """How the paper's amount binds."""

    @property
    def over(self) -> Decimal:
        """By how much the paper is above what was said; negative where it is below."""
        return self.paper - self.said


@dataclass(frozen=True, slots=True)
class Tolerated:
    """One line or one group beside what its class allows. Lines of different currencies or times are never added."""

    of: ToleranceClass
    """The class."""

    lines: tuple[Line, ...]
    """What is summed: one line where the tolerance is zero."""

    currency: str
    """Of all of them."""

    per: str
    """For which time: ``once``, ``month``, ``year``, ``each``, ``event``."""

    left_out: tuple[Unpriced, ...] = ()
    """Other terms of a group, which are in no sum."""

    @property
    def said(self) -> Money:
        """The sum of what was said."""
        return self._money(_sum(one.said for one in self.lines))

    @property
    def allowed(self) -> Money:
        """The most that the paper may ask for."""
        return self._money(_sum(one.said for one in self.lines) * (1 + self._percent / 100))

    @property
    def paper(self) -> Money:
        """The sum of what the paper asks for."""
        return self._money(_sum(one.paper for one in self.lines))

    @property
    def shortfall(self) -> Money:
        """By how much the paper is above what is allowed; 0 where it is within."""
        allowed = _sum(one.said for one in self.lines) * (1 + self._percent / 100)
        return self._money(max(Decimal(0), _sum(one.paper for one in self.lines) - allowed))

    @property
    def sentence(self) -> str:
        """What a customer should know of it, in one sentence."""
        said, paper, allowed = (_words(one, self.per) for one in (self.said, self.paper, self.allowed))
        whom = self.lines[0].label if self.of.tolerance is Tolerance.ZERO else f"{self.of.name}, together"
        bounds = {one.bound for one in self.lines}
        # a sum of "up to" and "from" binds in no direction
        most, least = Bound.AT_MOST in bounds, bool(bounds & _OPEN)
        bound = "" if most == least else "at most " if most else "at least "
        limit = "" if not self._percent else f", and {allowed} would be allowed ({number(self._percent)} % more)"
        if self.shortfall.amount == 0:
            return f"{whom}: {said} was said and the paper asks for {bound}{paper}{limit}: within the tolerance."
        over = _words(self.shortfall, self.per)
        return f"{whom}: {said} was said and the paper asks for {bound}{paper}{limit}: {over} too much."

    @property
    def _percent(self) -> Decimal:
        return self.of.percent if self.of.tolerance is Tolerance.GROUP else Decimal(0)

    def _money(self, amount: Decimal) -> Money:
        return Money(amount=rounded(amount), currency=self.currency)


@dataclass(frozen=True, slots=True)
class Tolerances:
    """A comparison by the tolerance classes of the desk."""

    judged: tuple[Tolerated, ...]
    """Each line of zero tolerance, and each group once for every currency and time; also those that are within."""

    unpriced: tuple[Unpriced, ...]
    """Every term of a class of zero tolerance or of a group that could not be judged in money."""

    @property
    def shortfalls(self) -> tuple[Tolerated, ...]:
        """Those where the paper is above what is allowed."""
        return tuple(one for one in self.judged if one.shortfall.amount > 0)


def class_of(classes: Sequence[ToleranceClass], term: str | None) -> ToleranceClass | None:
    """The class of a kind of term: the first that names it, else the first that names its whole area."""
    if not term:
        return None
    whole = f"{term.partition('.')[0]}.*"
    return next((one for wanted in (term, whole) for one in classes if wanted in one.terms), None)


def tolerances(classes: Sequence[ToleranceClass], comparison: Comparison) -> Tolerances:
    """Judge the prices and charges of a comparison by their tolerance classes.

    Terms of no class, and of an open one, are not judged. A term that was promised twice counts once.
    """
    judged: list[Tolerated] = []
    unpriced: list[Unpriced] = []
    for one in classes:
        if one.tolerance is Tolerance.OPEN:
            continue
        summed: dict[tuple[str, str], list[Line]] = defaultdict(list)
        left_out: list[Unpriced] = []
        for found, both in _members(one, classes, comparison):
            if isinstance(found, Unpriced):
                left_out.append(found)
            elif both is not None:
                summed[both.currency, both.per].append(found)
        unpriced.extend(left_out)
        for (currency, per), lines in summed.items():
            if one.tolerance is Tolerance.ZERO:
                judged.extend(Tolerated(one, (line,), currency, per) for line in lines)
            else:
                judged.append(Tolerated(one, tuple(lines), currency, per, tuple(left_out)))
    return Tolerances(tuple(judged), tuple(unpriced))


def _members(
    wanted: ToleranceClass, classes: Sequence[ToleranceClass], comparison: Comparison
) -> Iterator[tuple[Line | Unpriced, Amounts | None]]:
    """The terms of a class, each with its amounts or with why it has none."""
    seen: set[tuple[object, ...]] = set()
    for place, found in enumerate(comparison.findings):
        term = found.claim.term
        if term is None or class_of(classes, term) is not wanted:
            continue
        both = found.amounts
        key = (term, found.evidence, both)
        if key in seen and found.evidence:
            continue
        seen.add(key)
        why = _why(found, wanted)
        if why is None:
            continue
        if why or both is None or both.said is None or both.paper is None:
            yield Unpriced(label=found.label, term=term, why=why, finding=place), None
        else:
            yield Line(found.label, term, both.said, both.paper, place, None, both.bound), both
    for place, unsaid in enumerate(comparison.surprises):
        if unsaid.term is None or class_of(classes, unsaid.term) is not wanted:
            continue
        both = unsaid.amounts
        why = _why_unsaid(unsaid, wanted)
        if why is None:
            continue
        if why or both is None or both.paper is None:
            yield Unpriced(label=unsaid.label, term=unsaid.term, why=why, surprise=place), None
        else:
            yield Line(unsaid.label, unsaid.term, Decimal(0), both.paper, None, place, both.bound), both


def _why(found: Finding, wanted: ToleranceClass) -> str | None:
    """Why a promise can't be judged in money, empty where it can; None where its term has no business in the class."""
    term = found.claim.term or ""
    if (passed := _passed_over(term, wanted)) != "":
        return passed
    both = found.amounts
    if found.verdict is Verdict.MISSING:
        return "the paper has nothing about it"
    if found.verdict is Verdict.UNCLEAR:
        return "it is not plain what the paper asks for"
    if both is None:
        return "the two amounts can't be brought to one unit of money"
    if both.said is None:
        return "it was said without an amount"
    return "" if both.paper is not None else "the paper gives no amount"


def _why_unsaid(found: Surprise, wanted: ToleranceClass) -> str | None:
    if (passed := _passed_over(found.term or "", wanted)) != "":
        return passed
    return "" if found.amounts is not None else "nobody spoke of it, and the paper gives no amount that can be summed"


def _passed_over(term: str, wanted: ToleranceClass) -> str | None:
    """A reason against a term as such; None where only the name of the whole area put it into the class."""
    kind = kinds().get(term)
    by_name = term in wanted.terms
    if kind is None or not is_price(kind):
        return "it is no amount that is paid" if by_name else None
    if term in _SUMS and not by_name and wanted.tolerance is Tolerance.GROUP:
        return "it is the sum of others"
    return ""


_SUMS = frozenset(
    {
        "loan.emi",
        "loan.total_payment",
        "loan.total_payable",
        "loan.total_interest",
        "loan.closing_costs",
        "loan.cash_to_close",
    }
)
"""What holds other charges is not added to them."""
_OPEN = frozenset({Bound.AT_LEAST, Bound.STARTING})
_FOR = {"once": "", EVENT: " each time"}


def _words(amount: Money, per: str) -> str:
    tail = _FOR.get(per)
    return value(amount.amount, amount.currency, per if tail is None else "") + (tail or "")


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
