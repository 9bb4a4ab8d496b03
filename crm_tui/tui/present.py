"""Domain values as words, symbols and styled text. Nothing here needs a terminal.

Stored text goes to the screen only through :func:`safe`, :func:`one_line` or :func:`lines`: it is shown, never obeyed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from unicodedata import category

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import Certainty, Commitment, CommitmentKind, Status
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.money import COUNTED_IN_LAKHS, Money
from crm_tui.domain.review import SURPRISE_SYMBOL, SURPRISE_WORDS, WORST_FIRST, Verdict
from crm_tui.domain.severity import Severity
from crm_tui.domain.text import on_one_line, steady, visible
from crm_tui.services.check_day import working
from crm_tui.services.incidents import Flag
from crm_tui.services.work_calendar import DueDays


class Tone(StrEnum):
    """A colour by what it means; the value is a theme variable, empty for the ordinary one."""

    PLAIN = ""
    GOOD = "$text-success"
    BAD = "$text-error"
    CAUTION = "$text-warning"
    NEWS = "$text-accent"
    QUIET = "$text-muted"


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a word and a symbol, with a colour that only repeats what they say."""

    word: str
    """In the desk's words, such as ``WORSE ON PAPER``."""

    symbol: str
    """One cell wide."""

    tone: Tone
    """What its colour means."""

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"

    @property
    def style(self) -> str:
        """The theme variable of its colour, or nothing for the ordinary one."""
        return self.tone.value

    @property
    def content(self) -> Content:
        """Symbol and word in their colour."""
        return Content.styled(str(self), self.style)


_LAKHS = ((Decimal(10**7), "Cr"), (Decimal(10**5), "L"))
_THOUSANDS = ((Decimal(10**9), "bn"), (Decimal(10**6), "M"))

_TONES = {
    Verdict.CONTRADICTED: Tone.BAD,
    Verdict.WORSE: Tone.BAD,
    Verdict.CONDITIONAL: Tone.CAUTION,
    Verdict.MISSING: Tone.CAUTION,
    Verdict.UNCLEAR: Tone.CAUTION,
    Verdict.BETTER: Tone.GOOD,
    Verdict.MATCHES: Tone.GOOD,
}
_VERDICTS = {verdict: Mark(verdict.words, verdict.symbol, tone) for verdict, tone in _TONES.items()}

SURPRISE = Mark(SURPRISE_WORDS, SURPRISE_SYMBOL, Tone.CAUTION)
"""A term on the paper that nobody spoke of."""

PASSES = Mark("PASSES", "✓", Tone.GOOD)
"""A finding with which the deal may be signed, by what was decided about it."""

_SEVERITIES = {
    Severity.BLOCK: Mark("BLOCK", "■", Tone.BAD),
    Severity.WARN: Mark("WARN", "◆", Tone.CAUTION),
    Severity.NOTE: Mark("NOTE", "·", Tone.QUIET),
}

_STATUSES = {
    Status.OPEN: Mark("open", "○", Tone.PLAIN),
    Status.KEPT: Mark("kept", "✓", Tone.GOOD),
    Status.PARTLY_KEPT: Mark("partly kept", "◐", Tone.CAUTION),
    Status.BROKEN: Mark("broken", "✗", Tone.BAD),
    Status.RENEGOTIATED: Mark("renegotiated", "↻", Tone.CAUTION),
    Status.WITHDRAWN: Mark("withdrawn", "–", Tone.QUIET),
    Status.DISPUTED: Mark("disputed", "?", Tone.CAUTION),
}
_WHENS = {
    When.OVERDUE: Mark("overdue", "!", Tone.BAD),
    When.TODAY: Mark("due today", "●", Tone.CAUTION),
    When.NEXT: Mark("next", "◔", Tone.NEWS),
    When.NO_DATE: Mark("no date", "○", Tone.QUIET),
    When.LATER: Mark("later", "·", Tone.QUIET),
}
_CERTAINTIES = {
    Certainty.FIRM: Mark("firm", "•", Tone.PLAIN),
    Certainty.CONDITIONAL: Mark("on a condition", "◐", Tone.CAUTION),
    Certainty.HOPE: Mark("a hope", "~", Tone.QUIET),
}
_KINDS = {
    CommitmentKind.PROMISE: "promise",
    CommitmentKind.TASK: "task",
    CommitmentKind.THEIRS: "theirs",
}


def verdict_mark(verdict: Verdict) -> Mark:
    """How the paper stands to a promise."""
    return _VERDICTS[verdict]


def severity_mark(severity: Severity) -> Mark:
    """What a finding asks for."""
    return _SEVERITIES[severity]


def status_mark(status: Status) -> Mark:
    """Where a commitment stands."""
    return _STATUSES[status]


def when_mark(when: When) -> Mark:
    """How a due date stands to today."""
    return _WHENS[when]


def incident_mark(incident: Incident) -> Mark:
    """Whether it is still to be put right."""
    return Mark("OPEN", "!", Tone.BAD) if incident.is_open else Mark("put right", "✓", Tone.GOOD)


_FLAGS = {Flag.OPEN: ("!", Tone.BAD), Flag.RECENT: ("◇", Tone.CAUTION)}


def flagged(name: Content, flag: Flag) -> Content:
    """A customer's name, marked where an incident of theirs is open, or was put right not long ago."""
    if flag not in _FLAGS:
        return name
    symbol, tone = _FLAGS[flag]
    return Content.styled(f"{symbol} ", f"bold {tone.value}") + name


def flag_note(flags: Iterable[Flag]) -> str:
    """What the marks mean, with the number of customers, for the line above a list; empty where nobody bears one."""
    count = Counter(flags)
    told = [f"! {count[Flag.OPEN]} with an open incident"] if count[Flag.OPEN] else []
    if count[Flag.RECENT]:
        told.append(f"◇ {count[Flag.RECENT]} with a recent one")
    return ", ".join(told)


def certainty_mark(certainty: Certainty) -> Mark:
    """How firmly something was said."""
    return _CERTAINTIES[certainty]


def kind_word(kind: CommitmentKind) -> str:
    """Who owes it, in a word."""
    return _KINDS[kind]


def safe(text: str, style: str = "") -> Content:
    """Stored text on one line: no markup is interpreted, and what would steer a terminal is made visible."""
    return Content.styled(steady(visible(text)), style)


def one_line(text: str, style: str = "") -> Content:
    """Stored text of several lines, run together on one."""
    return Content.styled(on_one_line(text), style)


def lines(text: str, style: str = "") -> Content:
    """Stored text of several lines, kept apart."""
    return Content.styled(steady(visible(text, newlines=True)), style)


def cells(text: str) -> int:
    """How many cells a terminal takes for a text on one line.

    Rich counts the vowel signs of Indian scripts (spacing marks) as nothing; the C library and the terminals that
    follow it give each of them a cell.
    """
    if text.isascii():
        return len(text)
    return cell_len(text) + sum(1 for letter in text if category(letter) == "Mc" and not cell_len(letter))


def cut(text: str, width: int) -> str:
    """The text itself if it fits into so many cells, else as much of it as fits before ``…``."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = set_cell_size(text, width - 1)
    # half of a wide letter is made a blank there, which is no part of the text
    while cells(kept) > width - 1 or not text.startswith(kept):
        kept = kept[:-1]
    return kept + "…"


def fitted(text: str, width: int) -> str:
    """Text cut or padded to a width in terminal cells."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def spoken_day(day: date, today: date) -> str:
    """A day as a desk writes it: "Sat 21 Nov", with the year when it is another one."""
    plain = f"{day:%a} {day.day} {day:%b}"
    return plain if day.year == today.year else f"{day.day} {day:%b %Y}"


def due_words(due: date | None, days: DueDays) -> str:
    """A due date beside today: "3 working days late", "today", "tomorrow", "Fri 27 Nov"."""
    if due is None:
        return "no date"
    return late_words(days.late(due)) if due < days.today else near_day(due, days.today)


def late_words(working_days: int) -> str:
    """How late something is, in the firm's working days; on a weekend what was due on Friday is late, and by none."""
    return f"{working(working_days)} late" if working_days else "late"


def near_day(day: date, today: date) -> str:
    """A day from today on: "today", "tomorrow", "Fri 27 Nov"."""
    return {0: "today", 1: "tomorrow"}.get((day - today).days) or spoken_day(day, today)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 promise", "3 promises"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def money(value: Money | None) -> str:
    """An amount with its currency, or nothing."""
    return str(value) if value is not None else ""


def short_money(value: Money | None) -> str:
    """An amount in the room of a list: ``INR 48 L``, ``INR 2.5 Cr``, ``USD 1.25 M``; ``~`` where rounded."""
    if value is None:
        return ""
    steps = _LAKHS if value.currency in COUNTED_IN_LAKHS else _THOUSANDS
    for size, unit in steps:
        if abs(value.amount) >= size:
            exact = value.amount / size
            rounded = exact.quantize(Decimal("0.01"))
            text = f"{rounded:f}".rstrip("0").rstrip(".")
            return f"{'' if rounded == exact else '~'}{value.currency} {text} {unit}"
    return str(value)


def worst(counts: Mapping[Verdict, int]) -> Verdict | None:
    """The verdict among them that wants attention first; None when there is none."""
    return next((verdict for verdict in WORST_FIRST if counts.get(verdict)), None)


def tally(counts: Mapping[Verdict, int], surprises: int = 0) -> Content:
    """Verdicts with their numbers, worst first: ``✗1 ▼2 !3 ✓4``; ``–`` when nothing was compared."""
    marks = [(_VERDICTS[verdict], counts.get(verdict, 0)) for verdict in WORST_FIRST]
    place = WORST_FIRST.index(Verdict.BETTER)
    marks.insert(place, (SURPRISE, surprises))
    parts = [Content.styled(f"{mark.symbol}{number}", mark.style) for mark, number in marks if number]
    return Content(" ").join(parts) if parts else Content("–")


def said(commitment: Commitment) -> Content:
    """The words used, on one line; what is not a promise says so first."""
    kind = "" if commitment.kind is CommitmentKind.PROMISE else f"{kind_word(commitment.kind)}: "
    return one_line(kind + commitment.telling)


def paper_name(document: Document) -> Content:
    """A paper by its name, version and kind."""
    return safe(f"{document.name} (v{document.version}, {document.type})")
