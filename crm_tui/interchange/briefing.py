"""A customer on one sheet before a visit, as text, Markdown and JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.text import visible
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.markdown import escaped
from crm_tui.services.briefing import Briefing
from crm_tui.services.customer_value import Worth
from crm_tui.services.felt import felt_line
from crm_tui.services.house_words import HouseWords
from crm_tui.services.relationship import Stands, StateFact
from crm_tui.services.remembered import day_of

_MOST = 8
"""So many of each list stand on the sheet; how many more there are is told."""

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with its lines."""

    title: str
    lines: Sequence[str]


def as_text(found: Briefing) -> str:
    """The sheet, to be read as it stands."""
    rows = [visible(_title(found)), ""]
    for part in _parts(found):
        rows += [f"{part.title}:", *(f"  {visible(line)}" for line in part.lines), ""]
    return "\n".join(rows).rstrip()


def as_markdown(found: Briefing) -> str:
    """The same with headings and lists."""
    rows = [f"# {escaped(_title(found))}", ""]
    for part in _parts(found):
        rows += [f"## {part.title}", "", *(f"- {escaped(line)}" for line in part.lines), ""]
    return "\n".join(rows).rstrip()


def as_json(found: Briefing) -> str:
    """Everything by name: every record that the sheet counts is in it, or its number is."""
    one = found.customer
    return dumped(
        {
            "as_of": found.as_of.isoformat(),
            "label": found.words.one,
            "customer": one.model_dump(mode="json"),
            "owners": [
                {"owner": span.owner, "since": span.since.isoformat(), "until": _iso(span.until)}
                for span in found.owners
            ],
            "household": [_called(other) for other in found.household],
            "consents": [each.model_dump(mode="json") for each in found.allowed.newest],
            "came": {"by": _called(found.came.by), "sent": list(found.came.sent)},
            "incidents": [each.model_dump(mode="json") for each in found.wrong],
            "state": {
                "stands": found.state.stands,
                "words": found.state.words,
                "facts": [
                    {
                        "about": fact.about,
                        "stands": fact.stands,
                        "words": fact.words,
                        "counts": [{"table": table, "id": number} for table, number in fact.parts],
                    }
                    for fact in found.state.facts
                ],
            },
            "needs": [{"interaction": each.interaction.id, "words": each.need.words} for each in found.needs],
            "owed": [each.model_dump(mode="json") for each in found.owed],
            "deals": [each.model_dump(mode="json") for each in found.deals],
            "value": {"open": _worth_json(found.value.open), "won": _worth_json(found.value.won)},
            "occasions": [
                {"on": on.isoformat(), "name": each.name, "day": day_of(each)} for on, each in found.occasions
            ],
            "counts": {kind.value: number for kind, number in found.counts.items()},
            "timeline": [
                {
                    "on": _iso(entry.on),
                    "kind": entry.kind,
                    "table": entry.record.table,
                    "id": entry.record.id,
                    "what": entry.what,
                    "words": entry.words,
                    "state": entry.state,
                }
                for entry in found.history
            ],
        }
    )


def _title(found: Briefing) -> str:
    one = found.customer
    place = f", {one.place}" if one.place else ""
    return f"{one.name} (#{one.id}), {one.kind} {found.words.one}{place}: before a visit on {found.as_of}"


def _parts(found: Briefing) -> Iterator[_Part]:
    for title, lines in (
        ("Who they are", _who(found)),
        ("Went wrong", [_incident(one) for one in found.wrong]),
        ("State of the relationship", _state(found)),
        ("They need", [f"{one.need.words} (noted {one.interaction.on})" for one in found.needs]),
        ("Open promises and tasks", [_owed(one, found.as_of) for one in found.owed]),
        ("Open deals", [_deal(one, found.words) for one in found.deals]),
        ("Value", _value(found)),
        ("Days ahead", [f"{on}: {one.name}, {day_of(one)}" for on, one in found.occasions]),
        ("Last contacts", [_contact(one) for one in found.contacts]),
        ("On record", [", ".join(kind.counted(number) for kind, number in found.counts.items()) or "nothing yet"]),
    ):
        if lines:
            more = len(lines) - _MOST
            whole = title in ("Who they are", "State of the relationship") or more <= 0
            yield _Part(title, lines if whole else [*lines[:_MOST], f"… and {more} more"])


def _who(found: Briefing) -> list[str]:
    one = found.customer
    known = {
        "phone": one.phone,
        "e-mail": one.email,
        "with": "; ".join(", ".join(filter(None, (each.name, each.role, each.phone))) for each in one.contacts),
        "household": _household(one, found.household),
        "reached": ", ".join(filter(None, (one.language, one.channel, one.times))),
        "allows": _allowed(found),
        "care": " ".join(one.care.split()),
        "came": found.came.words,
        "memberships": "; ".join(_membership(each, found.as_of) for each in one.memberships),
        f"{found.words.one} since": f"{one.since}",
        "owner": "; ".join(
            f"{span.owner} since {span.since}" + (f" until {span.until}" if span.until else "")
            for span in reversed(found.owners)
        ),
    }
    return [f"{name}: {words}" for name, words in known.items() if words]


def _household(one: Customer, others: Sequence[Customer]) -> str:
    beside = ", ".join(f"{other.name} (#{other.id})" for other in others)
    return f"{one.household}, with {beside}" if beside else one.household


def _membership(one: Membership, today: date) -> str:
    since = [f"since {one.since}"] if one.since else []
    until = [f"{'ended' if one.until < today else 'until'} {one.until}"] if one.until else []
    return ", ".join([*filter(None, (one.programme, one.level)), *since, *until])


def _called(one: Customer | None) -> dict[str, Any] | None:
    return {"id": one.id, "name": one.name} if one is not None else None


def _allowed(found: Briefing) -> str:
    left = found.allowed.to_take_down
    down = f"{left} place{'s' * (left != 1)} TO TAKE DOWN" if left else ""
    return "; ".join(filter(None, (found.allowed.for_, found.allowed.against, down)))


def _state(found: Briefing) -> list[str]:
    return [found.state.words, *map(_fact, found.state.facts)]


def _fact(one: StateFact) -> str:
    # of what there is nothing yet, the fact's own words say so
    stands = "" if one.stands is Stands.NONE else f" [{one.stands}]"
    return f"{one.about}: {one.words}{stands}"


def _incident(one: Incident) -> str:
    stands = "OPEN" if one.is_open else f"put right {one.closed_on}"
    told = f" Done: {_short(one.remedy)}" if one.remedy else ""
    return f"{one.on} {stands}: {_short(one.what)}{told} (#{one.id}, {one.owner})"


def _owed(one: Commitment, today: date) -> str:
    who = "they owe us" if one.kind is CommitmentKind.THEIRS else f"{one.owner} owes"
    late = "LATE, " if one.due is not None and one.due < today else ""
    due = f"{late}due {one.due}" if one.due is not None else "no date"
    return f"#{one.id} {due}: {_short(one.words)} ({one.kind}, {who})"


def _deal(one: Deal, words: HouseWords) -> str:
    told = [
        f"#{one.id} {one.title}: {words.stage(one.stage)} since {one.stage_since}",
        str(one.value) if one.value else "no value",
    ]
    told += [f"next: {_short(one.next_step)}"] if one.next_step else []
    told += [f"what matters: {_short(one.what_matters)}"] if one.what_matters else []
    return "; ".join(told)


def _value(found: Briefing) -> list[str]:
    parts = (("open", found.value.open), ("won", found.value.won))
    return [f"{name}: {worth.words} ({_numbers(worth)})" for name, worth in parts if worth.deals]


def _numbers(worth: Worth) -> str:
    return "deals " + ", ".join(f"#{one.id}" for one in worth.deals)


def _contact(one: Interaction) -> str:
    felt = felt_line(one.felt, " ".join(one.felt_words.split()))
    return f"{one.on} {one.channel}, {one.by}: {_short(one.said) or one.reason}" + (f" [{felt}]" if felt else "")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _worth_json(worth: Worth) -> dict[str, Any]:
    return {
        "sums": [
            {
                "currency": one.total.currency,
                "amount": str(one.total.amount),
                "deals": [deal.id for deal in one.deals],
            }
            for one in worth.sums
        ],
        "without_a_value": [one.id for one in worth.without],
    }
