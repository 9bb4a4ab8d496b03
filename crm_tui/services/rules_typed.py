"""What is typed for a rule of the ground rules, as a value."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar
from zoneinfo import available_timezones

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.deal import OPEN_STAGES, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.rules import (
    NEVER_WAIVED,
    Cadence,
    Escalation,
    MayWaive,
    Rule,
    RuleSeverity,
    StageLimit,
    Tolerance,
    ToleranceClass,
)
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Role
from crm_tui.domain.text import quoted
from crm_tui.services.amounts import parse_money

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""The days of the week; Monday is 0."""

NOBODY = "nobody"
"""In the place of roles where none may."""

_C = TypeVar("_C", bound=StrEnum)
_K = TypeVar("_K", bound=str)
_V = TypeVar("_V")


def read_days(typed: str, _today: date) -> int:
    """A number of days; ``ValueError`` with a line that says what can be typed."""
    digits = re.fullmatch(r"\s*(\d{1,4})\s*(?:working )?(?:days?)?\s*", typed)
    if digits is None or int(digits[1]) > 3_660:
        raise ValueError(f"{quoted(typed.strip())} is not a number of days: type 3")
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
        raise ValueError(f"{quoted(typed.strip())} is not one of {', '.join(among)}")
    return near[0]


def _pairs(typed: str) -> Iterable[tuple[str, str]]:
    for line in _in_lines(typed):
        name, colon, rest = line.partition(":")
        if not colon or not rest.strip():
            raise ValueError(f"{quoted(line)} needs a colon: {name.strip()}: …")
        yield name, rest


def _once(pairs: Iterable[tuple[_K, _V]]) -> Iterable[tuple[_K, _V]]:
    """Each pair, if no two speak of the same: nobody could tell which was meant."""
    seen: set[_K] = set()
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"{key} stands twice: type it once")
        seen.add(key)
        yield key, value


def read_weekdays(typed: str, _today: date) -> tuple[int, ...]:
    """Days of the week; Monday is 0; ``ValueError`` with a line that says what can be typed."""
    found = set()
    for part in _listed(typed):
        day = next((at for at, name in enumerate(WEEK) if part.casefold().startswith(name.casefold())), None)
        if day is None:
            raise ValueError(f"{quoted(part)} is not a day of the week: type Sat, Sun")
        found.add(day)
    if len(found) == len(WEEK):
        raise ValueError("a week needs a working day")
    return tuple(sorted(found))


def read_holidays(typed: str, today: date) -> tuple[date, ...]:
    """Days, in order; ``ValueError`` with a line that says what can be typed."""
    return tuple(sorted({parse_day(part, today) for part in _listed(typed)}))


def read_stages(typed: str, _today: date) -> tuple[Stage, ...]:
    """Stages that a deal passes, in order; ``ValueError`` with a line that says what can be typed."""
    found = [_choice(part, Stage) for part in _listed(typed)]
    if len(set(found)) != len(found):
        raise ValueError("a stage stands twice in the order")
    if late := [stage for stage in found if stage in (Stage.SIGNED, Stage.LIVE, Stage.LOST, Stage.ON_HOLD)]:
        raise ValueError(f"{late[0]} is no stage before a signature")
    return tuple(found)


def read_limits(typed: str, today: date) -> tuple[StageLimit, ...]:
    """How many working days each stage may take; ``ValueError`` with a line that says what can be typed."""
    found = []
    for part in _listed(typed):
        stage, _, days = part.rpartition(" ")
        if not stage:
            raise ValueError(f"{quoted(part)} needs a number of days: type {_choice(part, Stage)} 5")
        found.append((_choice(stage, Stage), read_days(days, today)))
    if none := [stage for stage, days in found if not days]:
        raise ValueError(f"{none[0]} 0: a stage takes a day at least; leave it out where no limit is judged")
    if over := [stage for stage, _ in found if stage not in OPEN_STAGES]:
        raise ValueError(f"a deal that is {over[0]} is not under way: no limit is judged there")
    return tuple(StageLimit(stage=stage, days=days) for stage, days in _once(found))


def read_moneys(typed: str, _today: date) -> tuple[Money, ...]:
    """Amounts, one of each currency; ``ValueError`` with a line that says what can be typed."""
    found = [parse_money(part) for part in _in_lines(typed)]
    if len({one.currency for one in found}) != len(found):
        raise ValueError("one limit for each currency")
    return tuple(found)


def read_severities(typed: str, _today: date) -> tuple[RuleSeverity, ...]:
    """What breaking each rule asks for; ``ValueError`` with a line that says what can be typed."""
    found = [(_choice(rule, Rule), _choice(severity, Severity)) for rule, severity in _pairs(typed)]
    return tuple(RuleSeverity(rule=rule, severity=severity) for rule, severity in _once(found))


def read_roles(typed: str, _today: date) -> tuple[Role, ...]:
    """Any of some roles; ``ValueError`` with a line that says what can be typed."""
    found = tuple(dict.fromkeys(_choice(part, Role) for part in re.split(r",|\bor\b", typed) if part.strip()))
    if Role.AUDITOR in found:
        raise ValueError("an auditor only reads, and could never decide: name another role")
    return found


def read_waivers(typed: str, today: date) -> tuple[MayWaive, ...]:
    """Who may let which rule pass; ``ValueError`` with a line that says what can be typed."""
    found = [
        (_choice(rule, Rule), () if roles.strip().casefold() == NOBODY else read_roles(roles, today))
        for rule, roles in _pairs(typed)
    ]
    if never := [rule for rule, roles in found if roles and rule in NEVER_WAIVED]:
        raise ValueError(f"nobody can waive {never[0]}: it has to be put right before a deal is submitted")
    return tuple(MayWaive(rule=rule, roles=roles) for rule, roles in _once(found))


def read_classes(typed: str, _today: date) -> tuple[ToleranceClass, ...]:
    """Terms that are judged together; ``ValueError`` with a line that says what can be typed."""
    found = []
    for line in _in_lines(typed):
        parts = [part.strip() for part in line.split(":", 2)]
        if len(parts) < 3:
            raise ValueError(
                f"{quoted(parts[0])}: type a name, a tolerance and terms: third-party fees: 10 %: loan.legal_fee"
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
        raise ValueError(f"{quoted(typed)} is more than 100 %")
    return Tolerance.GROUP, percent


def read_ahead(typed: str, today: date) -> int:
    """A number of working days ahead, at least one; ``ValueError`` with a line that says what can be typed."""
    if not 1 <= (days := read_days(typed, today)) <= 260:
        raise ValueError(f"{quoted(typed.strip())}: type 1 to 260 working days")
    return days


def read_region(typed: str, _today: date) -> str:
    """A region whose holidays count; empty for none; ``ValueError`` with a line that says what can be typed."""
    wanted = typed.strip().upper()
    if wanted and re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,5})?", wanted) is None:
        raise ValueError(f"{quoted(typed.strip())} is no region: type IN or IN-MH")
    return wanted


def read_zone(typed: str, _today: date) -> str:
    """A time zone; empty for that of the machine; ``ValueError`` with a line that says what can be typed."""
    wanted = typed.strip()
    if wanted and wanted not in available_timezones():
        raise ValueError(f"{quoted(wanted)} is no time zone that this machine knows: type Asia/Kolkata")
    return wanted


def read_cadences(typed: str, today: date) -> tuple[Cadence, ...]:
    """How often some hear from us, in the order in which they count; ``ValueError`` with what can be typed."""
    found = [(name.strip(), read_days(days, today)) for name, days in _pairs(typed.replace(",", ";"))]
    for name, _ in found:
        if len(name) > 200:
            raise ValueError(f"{quoted(name[:40])} is too long: type individual, institution, a programme or its level")
    known = _once((name.casefold(), (name, days)) for name, days in found)
    return tuple(Cadence(segment=name, days=days) for _, (name, days) in known)


def read_ladder(typed: str, today: date) -> tuple[Escalation, ...]:
    """Who has to know of what is late, the earliest first; ``ValueError`` with a line that says what can be typed."""
    found = {_choice(role, Role): read_days(days, today) for role, days in _pairs(typed.replace(",", ";"))}
    if unable := [str(role) for role in found if role in (Role.DESK_OFFICER, Role.AUDITOR)]:
        raise ValueError(f"nothing is passed on to a {unable[0]}: name a supervisor, checker or branch manager")
    return tuple(sorted((Escalation(days=n, role=role) for role, n in found.items()), key=lambda one: one.days))
