"""The ground rules in words, and words back into rules: as a screen shows and takes them, and a command."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_tui.domain.deal import Stage
from crm_tui.domain.rules import (
    GroundRules,
    Rule,
    Tolerance,
    ToleranceClass,
)
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.rules_typed import (
    NOBODY,
    WEEK,
    read_ahead,
    read_cadences,
    read_classes,
    read_days,
    read_holidays,
    read_ladder,
    read_limits,
    read_moneys,
    read_region,
    read_roles,
    read_severities,
    read_stages,
    read_waivers,
    read_weekdays,
    read_zone,
)


@dataclass(frozen=True, slots=True)
class InWords:
    """One rule of the ground rules: what it is called, and how it is said and read."""

    label: str
    """At most 13 cells."""

    what: str
    """What it asks for, in a sentence."""

    example: str
    """How it is typed."""

    say: Callable[[Any], str]
    """A value as somebody would type it; one thing a line where there are several."""

    read: Callable[[str, date], Any]
    """The value of what was typed; ``ValueError`` with a line that says what can be."""


def said(rules: GroundRules, name: str, words: HouseWords = USUAL) -> str:
    """What a version says of one rule, as somebody would type it, stages by the names that they have at the desk."""
    return in_house(name, RULES[name].say(getattr(rules, name)), words)


def in_house(name: str, text: str, words: HouseWords) -> str:
    """A text about a rule with the stages by the names that they have at the desk."""
    return _called({str(one): words.stage(one) for one in Stage}, text) if name in _OF_STAGES else text


def in_full(rules: GroundRules, name: str) -> str:
    """What holds where the desk has set only what it does otherwise than usual; empty where that is all there is."""
    return "; ".join(f"{rule}: {rules.severity_of(rule)}" for rule in Rule) if name == "severities" else ""


def read(name: str, typed: str, today: date, words: HouseWords = USUAL) -> Any:
    """The value of a rule that was typed; a stage is understood by its usual name too.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    if name in _OF_STAGES:
        typed = _called({words.stage(one): str(one) for one in Stage}, typed)
    return RULES[name].read(typed, today)


def _called(names: Mapping[str, str], text: str) -> str:
    """A text with other names for stages, the longest first: one may begin another."""
    if all(before == after for before, after in names.items()):
        return text
    known = {before.casefold(): after for before, after in names.items()}
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", lambda found: known[found[0].casefold()], text, flags=re.I)


_OF_STAGES = frozenset({"stage_order", "stage_limits"})
"""The rules that name stages."""


def _in_a_row(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _below(values: Iterable[str]) -> str:
    return "\n".join(values)


def _say_class(one: ToleranceClass) -> str:
    how = f"group {one.percent.normalize():f} %" if one.tolerance is Tolerance.GROUP else str(one.tolerance)
    return f"{one.name}: {how}: {', '.join(one.terms)}"


RULES: Mapping[str, InWords] = {
    "minimum_days": InWords(
        "Days to read", "Working days between the final paper and the signature.", "3", str, read_days
    ),
    "days_off": InWords(
        "Days off",
        "Days of the week without work.",
        "Sat, Sun",
        lambda ds: _in_a_row(WEEK[d] for d in ds),
        read_weekdays,
    ),
    "holidays": InWords("Holidays", "Further days without work.", "2027-01-26, 25 dec", _in_a_row, read_holidays),
    "stage_order": InWords(
        "Stage order", "The stages that a deal passes before it is signed.", "Enquiry, Needs", _in_a_row, read_stages
    ),
    "stage_limits": InWords(
        "Stage limits",
        "The most working days that a deal may stay in a stage; no limit where none stands.",
        "Enquiry 5, Proposal 15",
        lambda limits: _in_a_row(f"{one.stage} {one.days}" for one in limits),
        read_limits,
    ),
    "ahead_days": InWords(
        "Days ahead", "What is due within so many working days is next in the daily check.", "5", str, read_ahead
    ),
    "holiday_region": InWords(
        "Region",
        "A country, or a part of it, whose public holidays are days off too; empty for none.",
        "IN-MH",
        str,
        read_region,
    ),
    "time_zone": InWords(
        "Time zone", "Where the desk's day ends; empty for that of the machine.", "Asia/Kolkata", str, read_zone
    ),
    "escalation": InWords(
        "Escalation",
        "Who is told of what is late, after how many working days; the owner is told at once.",
        "supervisor: 2, branch manager: 5",
        lambda steps: _in_a_row(f"{one.role}: {one.days}" for one in steps),
        read_ladder,
    ),
    "contact_days": InWords(
        "Contact days",
        "We are in touch with a live customer every so many days; 0 where nobody asks.",
        "90",
        str,
        read_days,
    ),
    "contact_days_by": InWords(
        "Contact by",
        "The same for some: individual, institution, or the programme or level of a membership; the first counts.",
        "gold: 14, institution: 30",
        lambda ones: _in_a_row(f"{one.segment}: {one.days}" for one in ones),
        read_cadences,
    ),
    "occasion_days": InWords("Occasions", "Occasions are told of so many days before.", "7", str, read_days),
    "expiry_days": InWords(
        "Expiring", "Memberships and waivers that end are told of so many days before.", "30", str, read_days
    ),
    "recent_incident_days": InWords(
        "Incident days", "For so many days an incident that was put right is told of.", "90", str, read_days
    ),
    "silent_owner_days": InWords(
        "Owner silent", "An owner out of touch with the customer for so many days is silent.", "14", str, read_days
    ),
    "concessions_per_deal": InWords(
        "Deal budget",
        "The most that may be given away on one deal, by currency; no limit where none stands.",
        "INR 25,000; USD 300",
        lambda sums: "; ".join(map(str, sums)),
        read_moneys,
    ),
    "concessions_per_customer": InWords(
        "Year's budget",
        "The most that may be given away to one customer in a calendar year, by currency.",
        "INR 50,000; USD 600",
        lambda sums: "; ".join(map(str, sums)),
        read_moneys,
    ),
    "gift_limits": InWords(
        "Gift limit",
        "A gift worth more needs approval, by currency; any gift does where none stands, or beside a review.",
        "INR 1,000; USD 15",
        lambda sums: "; ".join(map(str, sums)),
        read_moneys,
    ),
    "severities": InWords(
        "Severities",
        "What breaking a rule asks for, where this desk differs from the usual: block, warn or note.",
        "stage skipped: block",
        lambda ones: _below(f"{one.rule}: {one.severity}" for one in ones),
        read_severities,
    ),
    "may_waive": InWords(
        "May waive",
        "Who may let a rule pass; a branch manager, where nothing else stands; nobody, where nobody may.",
        "days in stage: supervisor, branch manager",
        lambda ones: _below(f"{one.rule}: {_in_a_row(one.roles) or NOBODY}" for one in ones),
        read_waivers,
    ),
    "may_grant_exceptions": InWords(
        "May grant",
        "Who may grant that a promise is honoured although the paper says otherwise.",
        "branch manager",
        _in_a_row,
        read_roles,
    ),
    "tolerance_classes": InWords(
        "Tolerances",
        "Terms that are judged by their sum (group and a percentage), or not at all (open); others by themselves.",
        "fees of others: 10 %: loan.legal_fee, loan.title_search",
        lambda ones: _below(map(_say_class, ones)),
        read_classes,
    ),
}
"""Each rule of the ground rules in words, in the order of the record."""
