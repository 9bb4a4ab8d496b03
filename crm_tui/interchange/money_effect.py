"""The money effect of a review as plain text and as values for JSON."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.money_effect import Course, MoneyEffect, Part, Stretch
from crm_tui.interchange import json_text
from crm_tui.interchange.layout import COLUMNS
from crm_tui.services.money_effect import lines

_TITLE = "What it costs the customer"
_INDENT = "  "


def block(effect: MoneyEffect) -> list[str]:
    """The effect below its title, an empty line before it; nothing where nothing differs."""
    if effect == MoneyEffect():
        return []
    told = lines(effect, COLUMNS - len(_INDENT))
    return [f"\n{_TITLE}", *(f"{_INDENT}{line}".rstrip() for line in told)]


def section(effect: MoneyEffect) -> list[str]:
    """The same for Markdown, below a heading: indented as code, so that columns stay and nothing in it is obeyed."""
    if effect == MoneyEffect():
        return []
    return ["", f"## {_TITLE}", "", *(f"    {line}".rstrip() for line in lines(effect, COLUMNS))]


def as_value(effect: MoneyEffect, promises: Sequence[int]) -> dict[str, Any]:
    """The effect as values for JSON; ``promises`` are the numbers of the promises in the order of the findings.

    ``sums`` are never to be added to each other. ``promises`` and ``surprises`` of a part tell what it comes from: the
    numbers of promises, and places among the surprises from 0.
    """
    return {
        "sums": [
            {
                "kind": one.kind,
                "saves": one.saves,
                "every": one.every or None,
                "amount": json_text.amount(one.amount),
                "currency": one.currency,
                "parts": [_part(part, promises) for part in one.parts],
            }
            for one in effect.sums
        ],
        "unpriced": [
            {
                "label": one.label,
                "term": one.term,
                "why": one.why,
                "promise": None if one.finding is None else promises[one.finding],
                "surprise": one.surprise,
            }
            for one in effect.unpriced
        ],
        "over_time": [_course(one, promises) for one in effect.courses],
    }


def _part(part: Part, promises: Sequence[int]) -> dict[str, Any]:
    return {
        "label": part.label,
        "amount": json_text.amount(part.amount),
        "basis": part.basis,
        "promises": [promises[place] for place in part.findings],
        "surprises": list(part.surprises),
    }


def _course(course: Course, promises: Sequence[int]) -> dict[str, Any]:
    return {
        "label": course.label,
        "currency": course.currency,
        "every": course.every,
        "whole": course.whole,
        "reckoned": course.reckoned,
        "said": _path(course.said),
        "paper": _path(course.paper),
        "said_total": json_text.amount(course.said_total),
        "paper_total": json_text.amount(course.paper_total),
        "basis": course.basis,
        "promises": [promises[place] for place in course.findings],
        "surprises": list(course.surprises),
    }


def _path(path: Sequence[Stretch]) -> list[dict[str, Any]]:
    return [{"first": one.first, "last": one.last, "amount": json_text.amount(one.amount)} for one in path]
