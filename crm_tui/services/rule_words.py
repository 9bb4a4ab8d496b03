"""The ground rules in words, and words back into rules: as a screen shows and takes them, and a command."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import available_timezones

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.deal import OPEN_STAGES, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.review import Severity
from crm_tui.domain.rules import (
    NEVER_WAIVED,
    Escalation,
    GroundRules,
    MayWaive,
    Rule,
    RuleSeverity,
    StageLimit,
    Tolerance,
    ToleranceClass,
)
from crm_tui.domain.staff import Role
from crm_tui.services.amounts import parse_money

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_C = TypeVar("_C", bound=StrEnum)
_K = TypeVar("_K", bound=StrEnum)
_V = TypeVar("_V")


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


def said(rules: GroundRules, name: str) -> str:
    """What a version says of one rule, as somebody would type it."""
    return RULES[name].say(getattr(rules, name))


def in_full(rules: GroundRules, name: str) -> str:
    """What holds where the desk has set only what it does otherwise than usual; empty where that is all there is."""
    return "; ".join(f"{rule}: {rules.severity_of(rule)}" for rule in Rule) if name == "severities" else ""


def read(name: str, typed: str, today: date) -> Any:
    """The value of a rule that was typed.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    return RULES[name].read(typed, today)


def _days(typed: str, _today: date) -> int:
    digits = re.fullmatch(r"\s*(\d{1,4})\s*(?:working )?(?:days?)?\s*", typed)
    if digits is None or int(digits[1]) > 3_660:
        raise ValueError(f"{typed.strip()!r} is not a number of days: type 3")
    return int(digits[1])


def _listed(typed: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]


def _in_lines(typed: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", typed) if part.strip()]


def _choice(typed: str, among: type[_C]) -> _C:
    """The one that is meant, by its beginning."""
    wanted = " ".join(typed.casefold().split())
    near = [one for one in among if one.value.casefold() == wanted]
    near = near or [one for one in among if wanted and one.value.casefold().startswith(wanted)]
    if len(near) != 1:
        raise ValueError(f"{typed.strip()!r} is not one of {', '.join(among)}")
    return near[0]


def _pairs(typed: str) -> Iterable[tuple[str, str]]:
    for line in _in_lines(typed):
        name, colon, rest = line.partition(":")
        if not colon or not rest.strip():
            raise ValueError(f"{line!r} needs a colon: {name.strip()}: …")
        yield name, rest


def _once(pairs: Iterable[tuple[_K, _V]]) -> Iterable[tuple[_K, _V]]:
    """Each pair, if no two speak of the same: nobody could tell which was meant."""
    seen: set[_K] = set()
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"{key} stands twice: type it once")
        seen.add(key)
        yield key, value


def _weekdays(typed: str, _today: date) -> tuple[int, ...]:
    found = set()
    for part in _listed(typed):
        day = next((at for at, name in enumerate(_WEEK) if part.casefold().startswith(name.casefold())), None)
        if day is None:
            raise ValueError(f"{part!r} is not a day of the week: type Sat, Sun")
        found.add(day)
    if len(found) == len(_WEEK):
        raise ValueError("a week needs a working day")
    return tuple(sorted(found))


def _holidays(typed: str, today: date) -> tuple[date, ...]:
    return tuple(sorted({parse_day(part, today) for part in _listed(typed)}))


def _stages(typed: str, _today: date) -> tuple[Stage, ...]:
    found = [_choice(part, Stage) for part in _listed(typed)]
    if len(set(found)) != len(found):
        raise ValueError("a stage stands twice in the order")
    if late := [stage for stage in found if stage in (Stage.SIGNED, Stage.LIVE, Stage.LOST, Stage.ON_HOLD)]:
        raise ValueError(f"{late[0]} is no stage before a signature")
    return tuple(found)


def _limits(typed: str, today: date) -> tuple[StageLimit, ...]:
    found = []
    for part in _listed(typed):
        stage, _, days = part.rpartition(" ")
        if not stage:
            raise ValueError(f"{part!r} needs a number of days: type {_choice(part, Stage)} 5")
        found.append((_choice(stage, Stage), _days(days, today)))
    if over := [stage for stage, _ in found if stage not in OPEN_STAGES]:
        raise ValueError(f"a deal that is {over[0]} is not under way: no limit is judged there")
    return tuple(StageLimit(stage=stage, days=days) for stage, days in _once(found))


def _moneys(typed: str, _today: date) -> tuple[Money, ...]:
    found = [parse_money(part) for part in _in_lines(typed)]
    if len({one.currency for one in found}) != len(found):
        raise ValueError("one limit for each currency")
    return tuple(found)


def _severities(typed: str, _today: date) -> tuple[RuleSeverity, ...]:
    found = [(_choice(rule, Rule), _choice(severity, Severity)) for rule, severity in _pairs(typed)]
    return tuple(RuleSeverity(rule=rule, severity=severity) for rule, severity in _once(found))


def _roles(typed: str, _today: date) -> tuple[Role, ...]:
    found = tuple(dict.fromkeys(_choice(part, Role) for part in re.split(r",|\bor\b", typed) if part.strip()))
    if Role.AUDITOR in found:
        raise ValueError("an auditor only reads, and could never decide: name another role")
    return found


def _waivers(typed: str, today: date) -> tuple[MayWaive, ...]:
    found = [
        (_choice(rule, Rule), () if roles.strip().casefold() == _NOBODY else _roles(roles, today))
        for rule, roles in _pairs(typed)
    ]
    if never := [rule for rule, roles in found if roles and rule in NEVER_WAIVED]:
        raise ValueError(f"nobody can waive {never[0]}: it has to be put right before a deal is submitted")
    return tuple(MayWaive(rule=rule, roles=roles) for rule, roles in _once(found))


def _classes(typed: str, _today: date) -> tuple[ToleranceClass, ...]:
    found = []
    for line in _in_lines(typed):
        parts = [part.strip() for part in line.split(":", 2)]
        if len(parts) < 3:
            raise ValueError(
                f"{parts[0]!r}: type a name, a tolerance and terms: third-party fees: 10 %: loan.legal_fee"
            )
        name, how, terms = parts
        if not _listed(terms):
            raise ValueError(f"{name}: {how}: … needs its terms, such as loan.legal_fee, or loan.* for all of an area")
        tolerance, percent = _tolerance(how)
        found.append(ToleranceClass(name=name, tolerance=tolerance, percent=percent, terms=tuple(_listed(terms))))
    if twice := {term for one in found for term in one.terms if sum(term in other.terms for other in found) > 1}:
        raise ValueError(f"{min(twice)} stands in two classes")
    return tuple(found)


def _tolerance(typed: str) -> tuple[Tolerance, Decimal]:
    number = re.fullmatch(r"(?:group\s*)?(\d{1,3}(?:\.\d{1,4})?)\s*%?", typed.casefold())
    if number is None:
        return _choice(typed, Tolerance), Decimal(0)
    try:
        percent = Decimal(number[1])
    except InvalidOperation:
        percent = Decimal(101)
    if percent > 100:
        raise ValueError(f"{typed!r} is more than 100 %")
    return Tolerance.GROUP, percent


_NOBODY = "nobody"


def _ahead(typed: str, today: date) -> int:
    if not 1 <= (days := _days(typed, today)) <= 260:
        raise ValueError(f"{typed.strip()!r}: type 1 to 260 working days")
    return days


def _region(typed: str, _today: date) -> str:
    wanted = typed.strip().upper()
    if wanted and re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,5})?", wanted) is None:
        raise ValueError(f"{typed.strip()!r} is no region: type IN or IN-MH")
    return wanted


def _zone(typed: str, _today: date) -> str:
    wanted = typed.strip()
    if wanted and wanted not in available_timezones():
        raise ValueError(f"{wanted!r} is no time zone that this machine knows: type Asia/Kolkata")
    return wanted


def _ladder(typed: str, today: date) -> tuple[Escalation, ...]:
    found = {_choice(role, Role): _days(days, today) for role, days in _pairs(typed.replace(",", ";"))}
    if unable := [str(role) for role in found if role in (Role.DESK_OFFICER, Role.AUDITOR)]:
        raise ValueError(f"nothing is passed on to a {unable[0]}: name a supervisor, checker or branch manager")
    return tuple(sorted((Escalation(days=n, role=role) for role, n in found.items()), key=lambda one: one.days))


def _in_a_row(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _below(values: Iterable[str]) -> str:
    return "\n".join(values)


def _say_class(one: ToleranceClass) -> str:
    how = f"group {one.percent.normalize():f} %" if one.tolerance is Tolerance.GROUP else str(one.tolerance)
    return f"{one.name}: {how}: {', '.join(one.terms)}"


RULES: Mapping[str, InWords] = {
    "minimum_days": InWords("Days to read", "Working days between the final paper and the signature.", "3", str, _days),
    "days_off": InWords(
        "Days off", "Days of the week without work.", "Sat, Sun", lambda ds: _in_a_row(_WEEK[d] for d in ds), _weekdays
    ),
    "holidays": InWords("Holidays", "Further days without work.", "2027-01-26, 25 dec", _in_a_row, _holidays),
    "stage_order": InWords(
        "Stage order", "The stages that a deal passes before it is signed.", "Enquiry, Needs", _in_a_row, _stages
    ),
    "stage_limits": InWords(
        "Stage limits",
        "The most working days that a deal may stay in a stage; no limit where none stands.",
        "Enquiry 5, Proposal 15",
        lambda limits: _in_a_row(f"{one.stage} {one.days}" for one in limits),
        _limits,
    ),
    "ahead_days": InWords(
        "Days ahead", "What is due within so many working days is next in the daily check.", "5", str, _ahead
    ),
    "holiday_region": InWords(
        "Region",
        "A country, or a part of it, whose public holidays are days off too; empty for none.",
        "IN-MH",
        str,
        _region,
    ),
    "time_zone": InWords(
        "Time zone", "Where the desk's day ends; empty for that of the machine.", "Asia/Kolkata", str, _zone
    ),
    "escalation": InWords(
        "Escalation",
        "Who is told of what is late, after how many working days; the owner is told at once.",
        "supervisor: 2, branch manager: 5",
        lambda steps: _in_a_row(f"{one.role}: {one.days}" for one in steps),
        _ladder,
    ),
    "contact_days": InWords(
        "Contact days",
        "We are in touch with a live customer every so many days; 0 where nobody asks.",
        "90",
        str,
        _days,
    ),
    "occasion_days": InWords("Occasions", "Occasions are told of so many days before.", "7", str, _days),
    "expiry_days": InWords(
        "Expiring", "Memberships and waivers that end are told of so many days before.", "30", str, _days
    ),
    "recent_incident_days": InWords(
        "Incident days", "For so many days an incident that was put right is told of.", "90", str, _days
    ),
    "silent_owner_days": InWords(
        "Owner silent", "An owner out of touch with the customer for so many days is silent.", "14", str, _days
    ),
    "concessions_per_deal": InWords(
        "Deal budget",
        "The most that may be given away on one deal, by currency; no limit where none stands.",
        "INR 25,000; USD 300",
        lambda sums: "; ".join(map(str, sums)),
        _moneys,
    ),
    "concessions_per_customer": InWords(
        "Year's budget",
        "The most that may be given away to one customer in a calendar year, by currency.",
        "INR 50,000; USD 600",
        lambda sums: "; ".join(map(str, sums)),
        _moneys,
    ),
    "gift_limits": InWords(
        "Gift limit",
        "A gift worth more needs approval, by currency; any gift does where none stands, or beside a review.",
        "INR 1,000; USD 15",
        lambda sums: "; ".join(map(str, sums)),
        _moneys,
    ),
    "severities": InWords(
        "Severities",
        "What breaking a rule asks for, where this desk differs from the usual: block, warn or note.",
        "stage skipped: block",
        lambda ones: _below(f"{one.rule}: {one.severity}" for one in ones),
        _severities,
    ),
    "may_waive": InWords(
        "May waive",
        "Who may let a rule pass; a branch manager, where nothing else stands; nobody, where nobody may.",
        "days in stage: supervisor, branch manager",
        lambda ones: _below(f"{one.rule}: {_in_a_row(one.roles) or _NOBODY}" for one in ones),
        _waivers,
    ),
    "may_grant_exceptions": InWords(
        "May grant",
        "Who may grant that a promise is honoured although the paper says otherwise.",
        "branch manager",
        _in_a_row,
        _roles,
    ),
    "tolerance_classes": InWords(
        "Tolerances",
        "Terms that are judged by their sum (group and a percentage), or not at all (open); others by themselves.",
        "fees of others: 10 %: loan.legal_fee, loan.title_search",
        lambda ones: _below(map(_say_class, ones)),
        _classes,
    ),
}
"""Each rule of the ground rules in words, in the order of the record."""
