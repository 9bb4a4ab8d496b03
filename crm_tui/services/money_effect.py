"""The money effect of a review in the customer's terms, as values and as plain lines."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from crm_tui.comparison.differences import CERTAIN, CONTINGENT
from crm_tui.comparison.effect import HELD, effect
from crm_tui.domain.money import grouped, sign_of, signed
from crm_tui.domain.money_effect import Course, MoneyEffect, Stretch, Sum
from crm_tui.domain.review import Comparison
from crm_tui.domain.text import visible
from crm_tui.services.course_chart import drawn

HEADS = {
    CERTAIN: "Certain, if it is signed as it stands",
    HELD: "Paid up front, and returned or set off later",
    CONTINGENT: "Only if it comes to that",
}
"""How sure a sum is, in words, in the order in which they are told."""

_WHEN = {CERTAIN: "for certain", HELD: "up front, to be returned or set off", CONTINGENT: "if it comes to that"}
_PAYMENTS_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_MOST_UNPRICED = 8
_NARROWEST = 40


def effects(comparison: Comparison | None) -> MoneyEffect:
    """What the customer pays more, or less, if the paper is signed as it stands; nothing without a paper."""
    return effect(comparison) if comparison is not None else MoneyEffect()


def summary(found: MoneyEffect) -> str:
    """The effect in one line: "Rs 2,01,840 worse off for certain; 3 without a price"."""
    told = [f"{amount_in_words(one)} {_when(one)}" for one in found.sums]
    if found.unpriced:
        told.append(f"{len(found.unpriced)} without a price")
    return "; ".join(told) or "nothing that costs the customer more or less was found"


def lines(found: MoneyEffect, width: int = 80) -> list[str]:
    """The whole effect on lines of so many columns: each sum with its parts, what has no price, what is paid over time.

    Plain text with nothing in it that a terminal would obey; fewer than 40 columns are not served.
    """
    width = max(width, _NARROWEST)
    blocks: list[list[str]] = []
    for kind, head in HEADS.items():
        sums = [one for one in found.sums if one.kind == kind]
        if sums:
            blocks.append([head, *(line for one in sums for line in _sum(one, width))])
    if found.unpriced:
        blocks.append(list(_unpriced(found, width)))
    blocks.extend(_course(one, width) for one in found.courses)
    if not blocks:
        return ["Nothing that costs the customer more or less was found."]
    return [line for place, block in enumerate(blocks) for line in ([""] if place else []) + block]


def _when(one: Sum) -> str:
    if one.kind == CONTINGENT and len(one.parts) > 1:
        return f"if each of {len(one.parts)} things came once"
    return _WHEN[one.kind]


def amount_in_words(one: Sum) -> str:
    """A sum in a few words: ``Rs 2,01,840 worse off``."""
    each = " for each one" if one.every == "each" else f" a {one.every}" if one.every else ""
    off = "" if one.kind == HELD else "worse off" if not one.saves else "better off"
    return f"{signed(one.amount, one.currency)}{each} {off or ('less' if one.saves else 'more')}"


def _sum(one: Sum, width: int) -> Iterator[str]:
    several = len(one.parts) > 1
    each_once = ", if each of these came once" if one.kind == CONTINGENT and several else ""
    yield f"  {amount_in_words(one)}{each_once}"
    for part in one.parts:
        figure = f"{grouped(part.amount, one.currency)} " if several else ""
        yield from _wrapped(f"    {part.label}: ", f"{figure}{part.basis}", width)


def _unpriced(found: MoneyEffect, width: int) -> Iterator[str]:
    yield "Differs, and is in no sum"
    named: dict[str, dict[str, None]] = {}
    for one in found.unpriced:
        named.setdefault(one.why, {})[one.label] = None
    for why, labels in named.items():
        shown = list(labels)[:_MOST_UNPRICED]
        if len(labels) > len(shown):
            shown.append(f"and {len(labels) - len(shown)} more")
        yield from _wrapped(f"  {_capital(why)}: ", "; ".join(shown), width)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def course_rows(one: Course) -> list[tuple[str, str, str, str]]:
    """Said beside written: each payment, a year, all of it; the time, both sides and the difference."""
    rows = [(f"each {one.every}", one.said[0].amount, one.paper[0].amount)]
    if not one.is_level:
        rows[0] = (f"first {one.every}", *rows[0][1:])
    payments = _PAYMENTS_A_YEAR[one.every]
    if payments > 1 and one.periods > payments:
        rows.append(
            ("a year" if one.is_level else "first year", _first(one.said, payments), _first(one.paper, payments))
        )
    said, paper = one.said[-1].last, one.paper[-1].last
    if one.periods > 1:
        time = f"all {one.periods} {one.every}s" if said == paper else f"all {said} or {paper} {one.every}s"
        rows.append((time if one.whole else f"first {one.periods} {one.every}s", one.said_total, one.paper_total))
    return [
        (name, grouped(here, one.currency), grouped(there, one.currency), _gap(there - here, one.currency))
        for name, here, there in rows
    ]


def _course(one: Course, width: int) -> list[str]:
    """Said beside written, drawn where it changes over time."""
    told = course_rows(one)
    how = ", reckoned from amount, rate and time" if one.reckoned else ""
    title = visible(f"{one.label} ({sign_of(one.currency)}){how}")
    columns = [("", "said", "paper", ""), *told]
    wide = [max(len(row[place]) for row in columns) for place in range(3)]
    table = [
        f"  {name:<{wide[0]}}  {said:>{wide[1]}}  {paper:>{wide[2]}}  {gap}".rstrip()
        for name, said, paper, gap in columns
    ]
    if max(map(len, table)) > width:
        table = [
            line
            for name, said, paper, gap in told
            for line in (f"  {name}", f"    said  {said}", f"    paper {paper}", f"    {gap}")
        ]
    chart = [] if one.is_level else ["", *(f"  {line}" for line in drawn(one, width - 2))]
    return [title, *table, *chart]


def _first(path: tuple[Stretch, ...], payments: int) -> Decimal:
    paid = ((min(one.last, payments) - one.first + 1) * one.amount for one in path if one.first <= payments)
    return sum(paid, Decimal(0))


def _gap(more: Decimal, currency: str) -> str:
    return "the same" if not more else f"{grouped(abs(more), currency)} {'more' if more > 0 else 'less'}"


def _wrapped(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(visible(label + text), width, subsequent_indent="      ", break_on_hyphens=False)
