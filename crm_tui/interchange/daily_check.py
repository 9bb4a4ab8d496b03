"""The daily check as plain text, Markdown and JSON."""

from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter

from crm_tui.interchange import json_text
from crm_tui.interchange.layout import flowed, hanging, one_line
from crm_tui.interchange.markdown import escaped
from crm_tui.services.check_day import spoken, working
from crm_tui.services.check_lines import URGENT, Group, Line
from crm_tui.services.daily_check import DailyCheck
from crm_tui.services.house_words import HouseWords

_CALLED = {"commitments": "", "deals": "deal ", "customers": "customer "}
_CALLED |= {"waivers": "waiver ", "reviews": "review ", "gifts": "gift ", "handovers": "handover "}
_CALLED |= {"incidents": "incident ", "consents": "consent "}
_CLEAN = "A clean day: nothing is overdue and nothing is due today."


def as_text(check: DailyCheck, whose: str = "") -> str:
    """Counts on top, then each group with its lines; readable at 80 columns. ``whose`` names what was asked for."""
    lines = [hanging("", _title(check, whose)), *_top(check)]
    for group, of_it in groupby(check.lines, key=attrgetter("group")):
        found = list(of_it)
        lines += ["", f"{check.words.say(group.heading).upper()} ({len(found)})"]
        lines += [_line(one, check) for one in found]
    return "\n".join([*lines, ""])


def as_markdown(check: DailyCheck, whose: str = "") -> str:
    """A heading, the counts, and a table for each group."""
    lines = [f"# {escaped(_title(check, whose))}", "", *_top(check)]
    for group, of_it in groupby(check.lines, key=attrgetter("group")):
        found = list(of_it)
        lines += ["", f"## {check.words.say(group.heading)} ({len(found)})", ""]
        lines += ["| # | due | who | to | what | deal | since | to know |", f"| ---: |{' --- |' * 7}"]
        lines += [_row(one, check.words) for one in found]
    return "\n".join([*lines, ""])


def as_json(check: DailyCheck, whose: str = "", problem: str = "") -> str:
    """``as_of``, ``whose``, ``clean``, ``counts`` by group, ``hidden``, and ``lines`` in the order of the list.

    A ``problem`` of the store stands there too, with the code to exit with, as when it can't be read at all.
    """
    return json_text.dumped(
        {
            "as_of": check.as_of.isoformat(),
            "whose": whose,
            "clean": not check.needs_attention,
            "counts": _counts(check.counts),
            "officers": [
                {"name": one.name, "trainee": one.is_trainee, "counts": _counts(one.counts)} for one in check.officers
            ],
            "hidden": check.hidden,
            "remark": check.problem,
            "lines": [_value(one) for one in check.lines],
        }
        | ({"problem": problem, "exit": 2} if problem else {})
    )


def as_brief(check: DailyCheck, whose: str = "", *, even_clean: bool = False) -> str:
    """One line: how much of each group that was asked for; empty where there is nothing, unless it is asked for."""
    told = [_brief(group, check.group(group)) for group, count in check.counts.items() if count]
    if check.hidden:
        told.append(f"{check.hidden} put off")
    if told:
        return one_line(f"crm-tui: {', '.join(told)}{f' ({whose})' if whose else ''}: crm-tui check lists them")
    if not even_clean:
        return ""
    looked = check.groups if set(check.groups) != set(URGENT) else ()
    nothing = "nothing is overdue and nothing is due today"
    if looked:
        nothing = f"nothing of what was asked for ({', '.join(looked)})"
    return one_line(f"crm-tui: {nothing}{f' ({whose})' if whose else ''}")


def _brief(group: Group, lines: tuple[Line, ...]) -> str:
    oldest = max(line.late for line in lines) if group is Group.OVERDUE else 0
    return f"{len(lines)} {group}" + (f", up to {working(oldest)} late" if oldest else "")


def name_of(group: Group) -> str:
    """A group as it is typed, and as JSON has it: ``due_today``."""
    return group.value.replace(" ", "_")


def _counts(counts: Mapping[Group, int]) -> dict[str, int]:
    return {name_of(group): count for group, count in counts.items()}


def _title(check: DailyCheck, whose: str) -> str:
    return f"Daily check for {check.as_of.isoformat()}" + (f", {whose}" if whose else "")


def _top(check: DailyCheck) -> list[str]:
    counts = check.counts
    told = [f"{group} {count}" for group, count in counts.items() if count or group in URGENT]
    lines = [flowed(told)] if check.lines else []
    if not check.needs_attention and set(URGENT) <= set(check.groups):
        lines.append(_CLEAN)
    if not check.lines and check.groups != tuple(Group):
        lines.append("Nothing of what was asked for.")
    if check.hidden:
        lines.append(f"{check.hidden} put off, and not listed here.")
    for one in check.officers:
        theirs = " · ".join(f"{group} {count}" for group, count in one.counts.items() if count) or "nothing"
        lines.append(hanging("  ", f"{one.name}{' (trainee)' if one.is_trainee else ''}: {theirs}"))
    return [*lines, hanging("", check.problem)] if check.problem else lines


def _line(one: Line, check: DailyCheck) -> str:
    as_of = check.as_of
    deal = f"{one.deal}; " if one.deal else ""
    due = f"; due {spoken(one.due, as_of)}" if one.due is not None else ""
    aside = f"; {one.aside}" if one.aside else ""
    told = f"; also for {', '.join(one.told)}" if one.told else ""
    since = spoken(one.since, as_of)
    return hanging(
        f"  {_record(one, check.words):13} ",
        f"{one.who} to {one.to}: {one.words} ({deal}since {since}{due}{aside}{told})",
    )


def _record(one: Line, words: HouseWords) -> str:
    table, number = one.opens
    return f"{words.say(_CALLED.get(table, f'{table} '))}#{number}"


def _row(one: Line, words: HouseWords) -> str:
    due = one.due.isoformat() if one.due else ""
    aside = ", ".join([*([one.aside] if one.aside else []), *(f"also for {who}" for who in one.told)])
    cells = (_record(one, words), due, one.who, one.to, one.words, one.deal)
    return f"| {' | '.join(map(escaped, (*cells, one.since.isoformat(), aside)))} |"


def _value(one: Line) -> dict[str, object]:
    return {
        "group": name_of(one.group),
        "key": one.key,
        "record": {"table": one.opens[0], "id": one.opens[1]},
        "kind": one.kind,
        "who": one.who,
        "to": one.to,
        "words": one.words,
        "since": one.since.isoformat(),
        "due": one.due.isoformat() if one.due else None,
        "at": one.at.isoformat("minutes") if one.at else None,
        "working_days_late": one.late,
        "customer": {"id": one.customer_id, "name": one.customer},
        "deal": {"id": one.deal_id, "title": one.deal} if one.deal_id else None,
        "owner": one.owner,
        "aside": one.aside,
        "told": list(one.told),
        "act": one.act.value,
    }
