"""Ways to change one passage of a paper whose effect on a promise is known from the way that it was changed.

Each way yields pairs of a new text of the paper and a word on what was changed. A harmful one takes something from the
customer, so that the promise must not be cleared any more; a harmless one says the same in another way.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from crm_tui.comparison.kinds import Kind
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Form

Lines = tuple[str, ...]
Change = tuple[Lines, str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A promise that the paper keeps, by its label and by the engine, and the passage that keeps it."""

    case: str
    """The folder's name."""

    note: str
    """All that was said."""

    promise: Promise
    """The promise as it was heard."""

    kind: Kind
    """Its kind."""

    lines: Lines
    """The paper."""

    verdict: str
    """What the engine says of the paper as it is."""

    spots: tuple[tuple[int, int, int], ...]
    """The labelled evidence: line, start, end; lines count from 0."""

    figure: tuple[int, Quantity] | None
    """The figure that keeps the promise, with its line, where the promise and the evidence leave no doubt which."""

    said: Quantity | None
    """The figure said."""


_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ABOUT = re.compile(r"\b(?:about|approx|appx|around|circa|ca|roughly|nearly|almost|lagbhag|odd)\b|~", re.IGNORECASE)
_ECHO = re.compile(r"\b(?:lakh|lac|crore|thousand|hundred|million|only|k|cr|mn|bn|m)\b", re.IGNORECASE)
_STEPS = tuple(map(Decimal, ("1.03", "1.08", "1.12", "1.2", "1.25", "1.4", "1.5", "1.75", "2", "2.5", "3", "5", "10")))
_RANDOM_STEPS = 26
_LEAST_STEP = Decimal("1.03")


def changed(seed: Seed, line: int, start: int, end: int, new: str) -> Lines:
    """The paper with a stretch of one line replaced."""
    text = seed.lines[line]
    return (*seed.lines[:line], text[:start] + new + text[end:], *seed.lines[line + 1 :])


def _numeral(seed: Seed) -> tuple[int, re.Match[str], Decimal] | None:
    """The digits of the seed's figure, where they are plain: their line, their place and their value."""
    if seed.figure is None:
        return None
    line, figure = seed.figure
    text = seed.lines[line]
    found = list(_NUMERAL.finditer(text, figure.start, figure.end))
    if len(found) != 1 or figure.high is not None or figure.ambiguous:
        return None
    value = Decimal(found[0][0].replace(",", ""))
    after = text[found[0].end() : found[0].end() + 2]
    if value in (0, 1) or value * figure.scale != figure.low or re.match(r"[.,]\d", after):
        return None
    return line, found[0], value


def grouped(value: Decimal, like: str) -> str:
    """A value with as many decimals as ``like`` and grouped as it is."""
    decimals = len(like.partition(".")[2])
    exact = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, part = f"{exact:f}".partition(".")
    if "," in like or len(whole) > 3 >= len(like):
        first = like.partition(".")[0].split(",")
        whole = indian(whole) if len(first) > 2 and len(first[-2]) == 2 else f"{int(whole):,}"
    return whole + ("." + part if part else "")


def indian(digits: str) -> str:
    """Digits as 48,00,000."""
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail])


def _worse(seed: Seed) -> Iterator[tuple[Decimal, int, re.Match[str]]]:
    found = _numeral(seed)
    if found is None or seed.said is None or seed.said.high is not None:
        return
    line, place, value = found
    about = bool(_ABOUT.search(seed.promise.text)) or seed.said.spread or seed.said.bound.value == "about"
    scale = seed.figure[1].scale if seed.figure else Decimal(1)
    said = seed.said.low / scale if seed.said.unit == (seed.figure[1].unit if seed.figure else "") else value
    chance = random.Random(f"{seed.case} {seed.promise.text}")
    for step in (*_STEPS, *(Decimal(chance.randint(110, 900)) / 100 for _ in range(_RANDOM_STEPS))):
        if about and step < Decimal("1.2"):
            continue
        for up in (True, False):
            if seed.kind.direction != "exact" and up is (seed.kind.direction == "high"):
                continue
            least = Decimal(2) if value == value.to_integral() else Decimal("0.2")
            new = max(said, value) * step if up else min(said, value) / step
            whole = place[0].partition(".")[2] == ""
            new = new.to_integral(ROUND_HALF_UP) if whole else new
            if new <= 0 or (step < 2 and value > 100 and abs(new - value) < least):
                continue
            if abs(new - said) <= max(seed.kind.tolerance, abs(said) * (_LEAST_STEP - 1) / 2):
                continue
            if new != value:
                yield new, line, place


def value_worse(seed: Seed) -> Iterator[Change]:
    """The figure is worse for the customer than what was said."""
    for new, line, place in _worse(seed):
        told = grouped(new, place[0])
        lines = _everywhere(seed, line, place, told)
        if not _repeats(seed, lines):
            yield lines, f"{place[0]} -> {told}"


def _everywhere(seed: Seed, line: int, place: re.Match[str], new: str) -> Lines:
    """The same digits changed wherever the paper repeats them, so that it does not disagree with itself."""
    lines = list(changed(seed, line, place.start(), place.end(), new))
    if len(place[0]) < 3:
        return tuple(lines)
    again = re.compile(rf"(?<![\d.,]){re.escape(place[0])}(?![\d]|[.,]\d)")
    return tuple(text if number == line else again.sub(new, text) for number, text in enumerate(lines))


def date_moved(seed: Seed) -> Iterator[Change]:
    """A date is later."""
    if seed.figure is None or seed.figure[1].day is None or seed.kind.direction == "high":
        return
    line, figure = seed.figure
    for days in (7, 31, 92, 366):
        new = f"{figure.day + timedelta(days=days):%d %B %Y}" if figure.day else ""
        yield changed(seed, line, figure.start, figure.end, new), f"date -> {new}"


_MONTHLY = re.compile(r"(?:per month|p\.m\.|a month|monthly|pm|/month|/mo)\b\.?", re.IGNORECASE)
_YEARLY = re.compile(r"(?:per annum|p\.a\.|a year|per year|yearly|/year|pa)\b\.?", re.IGNORECASE)


def period_swapped(seed: Seed) -> Iterator[Change]:
    """Per year becomes per month where less is better, per month per year where more is."""
    if seed.figure is None or seed.kind.direction == "exact":
        return
    line, figure = seed.figure
    pattern, new = (_YEARLY, "per month") if seed.kind.direction == "low" else (_MONTHLY, "per year")
    match = pattern.search(seed.lines[line], figure.start, min(len(seed.lines[line]), figure.end + 3))
    if match is not None:
        yield changed(seed, line, match.start(), match.end(), new), f"{match[0]} -> {new}"


_FLIPS = (
    (r"\bnot (charged|payable|applicable|required|levied)\b", r"\1 at Rs 750"),
    (r"\bfree of charge\b", "at a charge of Rs 750"),
    (r"\b(?:at )?no (?:extra |additional )?(?:charge|cost)\b", "at a charge of Rs 750"),
    (r"\bno (?:fee|charges?)\b", "a fee of Rs 750"),
    (r"\bwithout (?:any )?(?:charge|fee|cost)\b", "at a charge of Rs 750"),
    (r"(?<!un)\b(?:nil|zero|waived|free|none)\b", "Rs 750"),
    (r"(?<!not )\b(?:included|covered|allowed|permitted|available|provided|payable by us|accepted)\b", r"not \g<0>"),
    (r"\b(?:includes|covers)\b", "does not include"),
    (r"(?<!not )\binclusive of\b", "exclusive of"),
    (r"\bmay\b(?! not)", "may not"),
    (r"\byes\b", "No"),
)
_YES_NO = frozenset({Form.NIL, Form.INCLUDED})


def _polar(seed: Seed) -> Iterator[tuple[int, re.Match[str], str]]:
    """The one word of the evidence that gives what was promised."""
    if seed.promise.claim.form not in _YES_NO:
        return
    for line, start, end in seed.spots:
        for pattern, new in _FLIPS:
            found = list(re.finditer(pattern, seed.lines[line][start:end], re.IGNORECASE))
            if found:
                if len(found) == 1:
                    yield line, found[0], found[0].expand(new)
                return


def polarity_flipped(seed: Seed) -> Iterator[Change]:
    """What was nil costs money, what was included is not."""
    for line, match, new in _polar(seed):
        start = next(start for number, start, _ in seed.spots if number == line)
        sums = ("Rs 750", "Rs 1,200", "500", "2 %", "USD 40") if "Rs 750" in new else ("",)
        for amount in sums:
            told = new.replace("Rs 750", amount) if amount else new
            text = changed(seed, line, start + match.start(), start + match.end(), told)
            yield text, f"{match[0]} -> {told}"


def clause_dropped(seed: Seed) -> Iterator[Change]:
    """The passage is gone, and nothing else of the paper speaks of it."""
    gone = {line for line, _, _ in seed.spots}
    words = set(content(" ".join(seed.lines[line] for line in gone))) & set(content(seed.promise.text))
    if not words:
        return
    others = [text for number, text in enumerate(seed.lines) if number not in gone]
    if any(words & set(content(text)) for text in others):
        return
    if seed.figure is not None and any(_holds(text, seed.figure[1]) for text in others):
        return
    yield tuple(others), "dropped: " + " / ".join(seed.lines[line].strip() for line in sorted(gone))


def _repeats(seed: Seed, lines: Lines | None = None) -> bool:
    """Whether another line states the seed's figure too."""
    if seed.figure is None:
        return False
    line, figure = seed.figure
    return any(_holds(text, figure) for number, text in enumerate(lines or seed.lines) if number != line)


def _holds(text: str, figure: Quantity) -> bool:
    sorts = (figure.dimension, "number")
    return any(one.low == figure.low and one.dimension in sorts for one in _figures(text))


_figures = lru_cache(maxsize=16384)(quantities)


def _behind(seed: Seed) -> tuple[int, int] | None:
    """The place right behind what keeps the promise."""
    if seed.figure is not None:
        return None if _repeats(seed) else (seed.figure[0], seed.figure[1].end)
    for line, match, _ in _polar(seed):
        start = next(start for number, start, _ in seed.spots if number == line)
        return line, start + match.end()
    return None


def _added(words: Sequence[str]) -> Callable[[Seed], Iterator[Change]]:
    def add(seed: Seed) -> Iterator[Change]:
        place = _behind(seed)
        for one in words if place is not None else ():
            line, at = place or (0, 0)
            yield changed(seed, line, at, at, one), f"+{one}"

    return add


_CONDITIONS = (
    " (subject to approval by the credit committee)",
    " (only if the customer also buys the insurance policy)",
    " (provided that the salary is credited to an account with us)",
    " (at our sole discretion)",
    ", provided that no payment was ever late",
    ", subject to availability",
    " unless we decide otherwise",
    " (if the average balance stays above Rs 50,000)",
    " (subject to our prior written consent)",
    " provided the customer refers two friends",
    ", subject to a satisfactory inspection",
    " (only if paid by standing order)",
    " if all documents are received by noon",
    ", on condition that no claim was made",
    " (conditional on a minimum spend of Rs 20,000)",
    " at the absolute discretion of the branch",
)
_SCOPES = (
    " (first year only)",
    " for the first 6 months only",
    " (in the first year; the standard tariff applies thereafter)",
    " during the introductory period only",
    " (first three months only)",
    ", for the first year",
    " (introductory offer)",
    " in the first quarter only",
)
_FEES = (
    " plus a service fee of Rs 350",
    " (plus a handling charge of Rs 1,500)",
    " + convenience fee 2 %",
    " and an administration fee of $ 25",
    ", plus a processing charge of 1.5 %",
    " with a surcharge of 3 %",
)
_OPEN = (
    "as applicable",
    "as per the schedule of charges",
    "at the prevailing rate",
    "to be advised",
    "as decided by us from time to time",
    "as per Annexure Z",
)
condition_added = _added(_CONDITIONS)


def fee_added(seed: Seed) -> Iterator[Change]:
    """What was free or had a price costs something more."""
    costs = seed.kind.dimension in ("money", "charge") and seed.kind.direction == "low" and seed.kind.money != "none"
    if costs or seed.promise.claim.form is Form.NIL:
        yield from _added(_FEES)(seed)


def scope_narrowed(seed: Seed) -> Iterator[Change]:
    """It holds for the first year only."""
    lasting = seed.kind.money not in ("once", "contingent") and seed.kind.dimension in ("rate", "money", "charge")
    first = re.search(r"\b(?:first|1st|year|yr|month|intro\w*)\b", seed.promise.text, re.IGNORECASE)
    if (lasting or seed.promise.claim.form in _YES_NO) and not first and seed.kind.direction != "exact":
        yield from _added(_SCOPES)(seed)


def left_open(seed: Seed) -> Iterator[Change]:
    """Words stand where the figure stood."""
    if seed.figure is None or _repeats(seed):
        return
    line, figure = seed.figure
    for new in _OPEN:
        yield changed(seed, line, figure.start, figure.end, new), f"figure -> {new}"


def bound_loosened(seed: Seed) -> Iterator[Change]:
    """The figure is only where it starts, or the least of two."""
    if seed.figure is None or seed.said is None or _repeats(seed) or seed.kind.dimension not in ("rate", "money"):
        return
    line, figure = seed.figure
    if seed.kind.direction == "low" and seed.said.bound.value == figure.bound.value == "exactly":
        for new in ("from ", "starting at ", "at least "):
            yield changed(seed, line, figure.start, figure.start, new), f"+{new}"


_WITH_TAX = re.compile(
    r"\b(?:incl(?:usive|uding|uded|\.)?|with) (?:of )?(?:all )?(?:\d+ ?% ?)?(?:taxes|tax|gst|vat)\b", re.IGNORECASE
)


def tax_flipped(seed: Seed) -> Iterator[Change]:
    """Tax that was in the price comes on top."""
    if not re.search(r"\bincl|\bwith (?:gst|vat|tax)|\ball[ -]in\b", seed.promise.text, re.IGNORECASE):
        return
    for line, start, end in seed.spots:
        match = _WITH_TAX.search(seed.lines[line], start, end)
        if match is not None:
            for new in ("plus GST at 18 %", "excluding tax", "exclusive of VAT at 20 %"):
                yield changed(seed, line, match.start(), match.end(), new), f"{match[0]} -> {new}"


def row_swapped(seed: Seed) -> Iterator[Change]:
    """The figure and that of a neighbouring row stand in each other's place."""
    found = _numeral(seed)
    if found is None or seed.figure is None or seed.said is None or _ABOUT.search(seed.promise.text):
        return
    line, place, value = found
    own = seed.figure[1]
    if sum(text.count(place[0]) for text in seed.lines) > 1:
        return
    for near in (line - 1, line + 1, line - 2, line + 2):
        if not 0 <= near < len(seed.lines):
            continue
        figures = [one for one in quantities(seed.lines[near]) if one.dimension == own.dimension]
        if len(figures) != 1 or figures[0].unit != own.unit or figures[0].scale != own.scale:
            continue
        there = list(_NUMERAL.finditer(seed.lines[near], figures[0].start, figures[0].end))
        other = figures[0].low / own.scale
        worse = other > value * 2 if seed.kind.direction == "low" else other * 2 < value
        if len(there) == 1 and (worse or (seed.kind.direction == "exact" and other != value)):
            mended = replace(seed, lines=changed(seed, line, place.start(), place.end(), there[0][0]))
            yield changed(mended, near, there[0].start(), there[0].end(), place[0]), f"{place[0]} <-> {there[0][0]}"


def digits_regrouped(seed: Seed) -> Iterator[Change]:
    """48,00,000 as 4,800,000 or 4800000; 500 as 500.00."""
    found = _numeral(seed)
    if found is None or seed.figure is None:
        return
    line, place, value = found
    forms = []
    if value >= 1000 and value == value.to_integral() and "." not in place[0]:
        forms = [str(value), f"{value:,}", indian(str(value))]
    if seed.figure[1].dimension == "money" and "." not in place[0]:
        forms.append(place[0] + ".00")
    if seed.figure[1].dimension == "rate" and "." in place[0]:
        forms.append(place[0] + "0")
    for new in dict.fromkeys(forms):
        if new != place[0]:
            yield changed(seed, line, place.start(), place.end(), new), f"{place[0]} -> {new}"


def spaces_unbreakable(seed: Seed) -> Iterator[Change]:
    """The single blanks of the evidence can't be broken."""
    for line in {line for line, _, _ in seed.spots}:
        new = re.sub(r"(?<=\S) (?=\S)", "\N{NO-BREAK SPACE}", seed.lines[line])
        if new != seed.lines[line]:
            yield changed(seed, line, 0, len(seed.lines[line]), new), "no-break spaces"


def capitals(seed: Seed) -> Iterator[Change]:
    """The longer words of the evidence stand in capitals, or in small letters."""
    for large in (True, False):
        lines = list(seed.lines)
        for line in {line for line, _, _ in seed.spots}:
            words = re.split(r"\b([A-Za-z]{5,})\b", lines[line])
            lines[line] = "".join(
                word if not word.isalpha() else word.upper() if large else word.lower() for word in words
            )
        if tuple(lines) != seed.lines:
            yield tuple(lines), "capitals" if large else "small letters"


def paragraphs_swapped(seed: Seed) -> Iterator[Change]:
    """Two plain paragraphs elsewhere change their places."""
    whole = [
        number
        for number in range(1, len(seed.lines) - 1)
        if len(seed.lines[number]) > 60
        and seed.lines[number].rstrip().endswith(".")
        and not seed.lines[number - 1].strip()
        and not seed.lines[number + 1].strip()
        and seed.lines[number][:1].isalpha()
        and number not in {line for line, _, _ in seed.spots}
    ]
    if len(whole) > 1:
        one, other = random.Random(seed.case).sample(whole, 2)
        lines = list(seed.lines)
        lines[one], lines[other] = lines[other], lines[one]
        yield tuple(lines), f"lines {one + 1} and {other + 1}"


def said_otherwise(seed: Seed) -> Iterator[Change]:
    """p.a. as per annum, Rs as INR."""
    for line, start, end in seed.spots:
        for old, new in (("p.a.", "per annum"), ("per annum", "p.a."), ("Rs. ", "INR "), ("Rs ", "₹ "), ("₹", "Rs ")):
            place = seed.lines[line].find(old, start, end)
            if place >= 0:
                yield changed(seed, line, place, place + len(old), new), f"{old} -> {new}"


HARMFUL: Mapping[str, Callable[[Seed], Iterator[Change]]] = {
    "value worse": value_worse,
    "date moved": date_moved,
    "month for year": period_swapped,
    "polarity flipped": polarity_flipped,
    "clause dropped": clause_dropped,
    "condition added": condition_added,
    "fee added": fee_added,
    "tax flipped": tax_flipped,
    "scope narrowed": scope_narrowed,
    "row swapped": row_swapped,
    "left open": left_open,
    "bound loosened": bound_loosened,
}
HARMLESS: Mapping[str, Callable[[Seed], Iterator[Change]]] = {
    "digits regrouped": digits_regrouped,
    "no-break spaces": spaces_unbreakable,
    "capitals": capitals,
    "paragraphs swapped": paragraphs_swapped,
    "said otherwise": said_otherwise,
}
