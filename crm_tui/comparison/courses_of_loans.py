"""The instalments of a loan, as they were said or follow from what was said, and by the paper."""

from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import paths, wording
from crm_tui.comparison.amounts import MOST
from crm_tui.comparison.arithmetic import flat_instalment, instalment, rounded
from crm_tui.comparison.courses_read import Read, is_step
from crm_tui.comparison.flat_rates import FLAT, method_named
from crm_tui.comparison.paths import Path
from crm_tui.comparison.steps import Period, steps_said
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.money_effect import Course, Stretch
from crm_tui.domain.review import Finding, Verdict

OF_INSTALMENTS = frozenset(
    {
        "loan.rate",
        "loan.rate_method",
        "loan.initial_rate",
        "loan.reversion_rate",
        "loan.spread",
        "loan.apr",
        "loan.emi",
        "loan.tenure",
        "loan.n_emi",
        "loan.total_interest",
    }
)
"""Kinds whose differences are one money: the instalments say what the rate, the method and the time come to."""

_LABEL = "Instalments"
_LEVEL = 2
"""So many rates have two sides without steps."""
_AS_MUCH = Decimal("0.98")
"""What a printed instalment is short of a reckoned one by its rounding hides nothing."""


def course_of_loan(read: Read) -> Course | None:
    """The instalments where they differ; None without the figures for them.

    The instalment that was said stands beside the printed one; where none was said, or where it hides a worse rate,
    both are reckoned from the amount with the rates, methods and times of either side.
    """
    printed, reckoned = _printed(read), _reckoned(read)
    found = [
        one
        for one in (printed, reckoned)
        if one is not None and one.said != one.paper and max(one.said_total, one.paper_total) < MOST
    ]
    if not found:
        return None
    chosen = found[0] if found[0].loss >= found[-1].loss * _AS_MUCH else found[-1]
    places = [
        place
        for place, one in enumerate(read.findings)
        if one.claim.term in OF_INSTALMENTS and one.verdict is not Verdict.UNCLEAR
    ]
    return chosen.model_copy(update={"findings": tuple(dict.fromkeys((*chosen.findings, *places)))})


def _printed(read: Read) -> Course | None:
    """The instalment said beside the one on paper."""
    places = [place for place in read.of("loan.emi") if read.findings[place].amounts is not None]
    if not places:
        return None
    found = read.findings[places[0]]
    both = found.amounts
    if both is None or both.said is None or both.paper is None or both.per != "month":
        return None
    here, there = _times(read)
    if here is None or there is None:
        return None
    own = read.passages_of(found)
    paper, said = paths.level(both.paper, there), paths.level(both.said, here)
    used = []
    for passage in own:
        steps = [(Period(one.first, one.last, one.unit, 0, 0), one.text) for one in passage.steps]
        values = paths.values_of(steps or steps_said(passage.text))
        path = paths.stepped([(period, value) for period, value, _ in values], "month", there) if values else None
        if path is not None and any(one.amount == both.paper for one in path):
            paper, used = paths.merged(path), [passage]
            break
    if found.verdict is Verdict.MATCHES and len(paper) == 1 and here == there:
        # what differs is the rounding of speech
        return None
    return Course(
        label=_LABEL,
        currency=both.currency,
        every="month",
        said=said,
        paper=paper,
        basis=_basis(paper, said, both.currency),
        findings=(places[0],),
        surprises=tuple(at for at, one in enumerate(read.surprises) if is_step(one, used, paper)),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the instalments of one side follow from."""

    rates: tuple[tuple[int, Decimal], ...]
    """From which month on which rate, in per cent a year."""

    flat: bool
    """Whether interest runs on the whole amount to the end."""

    months: int
    """How many instalments."""


def _reckoned(read: Read) -> Course | None:
    """Both sides reckoned from the amount of the loan."""
    amount = read.figures.claim("loan.amount")
    here, there = _times(read)
    if amount is None or not amount.low or here is None or there is None:
        return None
    currency = read.figures.currency(amount.unit)
    balloon = read.figures.amount("loan.balloon", amount.unit) or Decimal(0)
    rates = _rates_on_paper(read, there)
    told = read.said("loan.rate")
    at = _yearly(told) if told is not None else None
    if not currency or not rates or (told is not None and at is None):
        return None
    flat_said, flat = _methods(read)
    rates_said = rates if told is None or at is None else _rates_said(read, at, here)
    if rates_said is None:
        return None
    said = _Terms(rates_said, flat_said, here)
    paper = _Terms(rates, flat, there)
    if said == paper or not (_is_told(read) or len(said.rates) + len(paper.rates) > _LEVEL):
        return None
    try:
        ours, theirs = (_instalments(amount.low, one, balloon) for one in (said, paper))
    except (ValueError, ArithmeticError):
        # a figure that no loan has
        return None
    if ours is None or theirs is None:
        return None
    order = ("loan.rate", "loan.initial_rate", "loan.tenure", "loan.n_emi", "loan.rate_method", "loan.reversion_rate")
    return Course(
        label=_LABEL,
        currency=currency,
        every="month",
        said=ours,
        paper=theirs,
        reckoned=True,
        basis=_basis(theirs, ours, currency),
        findings=tuple(place for name in order for place in read.of(name)),
    )


def _is_told(read: Read) -> bool:
    """Whether a plain finding tells a difference in what the instalments follow from."""
    names = ("loan.rate", "loan.initial_rate", "loan.tenure", "loan.n_emi", "loan.rate_method")
    return any(_differs(read.findings[place]) for name in names for place in read.of(name))


def _differs(found: Finding) -> bool:
    return found.verdict in (Verdict.WORSE, Verdict.CONTRADICTED, Verdict.BETTER)


def _times(read: Read) -> tuple[int | None, int | None]:
    """How many instalments were said, and how many the paper has."""
    months = read.figures.months("loan.tenure")
    if months is None and (count := read.figures.count("loan.n_emi")) is not None:
        months = int(count) if count % 1 == 0 and count >= 1 else None
    said = read.said("loan.tenure")
    if said is not None and said.low is not None and said.unit in ("month", "year"):
        told = said.low * (12 if said.unit == "year" else 1)
        return (int(told) if told % 1 == 0 and told >= 1 else None), months
    number = read.said("loan.n_emi")
    if number is not None and number.low is not None and number.low % 1 == 0 and number.low >= 1:
        return int(number.low), months
    return months, months


def _rates_on_paper(read: Read, months: int) -> tuple[tuple[int, Decimal], ...]:
    """The paper's rate, with its steps: "7.9 % for the first 24 months, thereafter 9.5 %"."""
    for clause in read.figures.clauses:
        if clause.kind.id not in ("loan.rate", "loan.initial_rate"):
            continue
        steps = [(Period(one.first, one.last, one.unit, 0, 0), one.text) for one in clause.passage.steps]
        values = paths.values_of(steps or steps_said(clause.passage.text))
        if values and all(unit == "%" for _, _, unit in values) and values[0][1] == clause.claim.low:
            path = paths.stepped([(period, value) for period, value, _ in values], "month", months)
            return tuple((one.first, one.amount) for one in path or ())
    first, later = read.written("loan.initial_rate"), read.written("loan.reversion_rate")
    lasts = read.figures.months("loan.fixed_period")
    if first is not None and later is not None:
        here, there = _yearly(first), _yearly(later)
        if here is None or there is None or lasts is None or lasts >= months:
            return ()
        return (1, here), (lasts + 1, there)
    rate = read.figures.rate("loan.rate")
    return ((1, rate),) if rate is not None else ()


def _rates_said(read: Read, at: Decimal, months: int) -> tuple[tuple[int, Decimal], ...] | None:
    """The rate that was said, with its steps; None where it was said with others that can't be told apart."""
    for place in read.of("loan.rate"):
        values = paths.values_of(steps_said(read.sentence(read.findings[place])))
        if values and all(unit == "%" for _, _, unit in values):
            path = paths.stepped([(period, value) for period, value, _ in values], "month", months)
            return None if path is None or path[0].amount != at else tuple((one.first, one.amount) for one in path)
    return ((1, at),)


def _yearly(claim: Claim) -> Decimal | None:
    if claim.form is not Form.VALUE or claim.low is None or claim.unit != "%" or claim.high is not None:
        return None
    return claim.low * 12 if claim.per == "month" else claim.low


def _methods(read: Read) -> tuple[bool, bool]:
    """Whether the rate said, and the paper's, is flat; a side that does not tell goes by the other."""
    named = (method_named(one.passage.text) for one in read.figures.clauses if one.kind.id == "loan.rate")
    paper = next((one for one in named if one), "") or read.figures.category("loan.rate_method")
    told = (method_named(read.findings[place].text) for place in read.of("loan.rate"))
    said = next((one for one in told if one), "")
    said = said or next((read.findings[place].claim.category for place in read.of("loan.rate_method")), "")
    return (said or paper) == FLAT, (paper or said) == FLAT


def _instalments(amount: Decimal, terms: _Terms, balloon: Decimal) -> Path | None:
    """The instalments; after a change of the rate what is still owed is spread over the months that are left."""
    if terms.flat:
        rate = terms.rates[0][1]
        return paths.level(flat_instalment(amount, rate, terms.months), terms.months) if len(terms.rates) == 1 else None
    made: list[Stretch] = []
    owed = amount
    for place, (first, rate) in enumerate(terms.rates):
        if first > terms.months:
            break
        last = min(terms.rates[place + 1][0] - 1, terms.months) if place + 1 < len(terms.rates) else terms.months
        each = instalment(owed, rate, terms.months - first + 1, balloon)
        made.append(Stretch(first=first, last=last, amount=each))
        growth = (1 + rate / 1200) ** (last - first + 1)
        paid = each * (growth - 1) / (rate / 1200) if rate else each * (last - first + 1)
        owed = owed * growth - paid
    return paths.merged(tuple(made))


def _basis(paper: Path, said: Path, currency: str) -> str:
    if paper[-1].last != said[-1].last:
        longer, shorter = (f"{one[-1].last} instalments of {_each(one, currency)}" for one in (paper, said))
        return f"{longer}, not {shorter}"
    return f"over {paper[-1].last} months: instalments of {_each(paper, currency)}, not {_each(said, currency)}"


def _each(path: Path, currency: str) -> str:
    if len(path) == 1:
        return wording.value(rounded(path[0].amount), currency)
    return paths.in_words(path, currency, "").replace(" a month", "")
