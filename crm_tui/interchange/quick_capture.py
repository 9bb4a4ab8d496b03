"""What a line of quick capture was understood to say, as plain text and as JSON."""

from datetime import date
from typing import Any

from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services.quick_capture import Kept
from crm_tui.services.quick_line import Understood
from crm_tui.services.quick_told import told


def as_text(understood: Understood, today: date) -> str:
    """A title and a line a piece, readable at 80 columns."""
    lines = [hanging(f"  {one.label.lower():<9} ", one.text) for one in told(understood, today)]
    return "\n".join(["Would be saved:", *lines, ""])


def as_json(understood: Understood, today: date, kept: Kept | None) -> str:
    """``saved``, what was understood, and with ``kept`` the numbers of the records; without it nothing was saved."""
    one = understood
    return json_text.dumped(
        {
            "saved": kept is not None,
            "as_of": today.isoformat(),
            "customer": {
                "id": kept.customer.id if kept else one.customer.id if one.customer else None,
                "name": kept.customer.name if kept else one.customer.name if one.customer else one.new_customer,
                "new": one.customer is None,
            },
            "words": one.words,
            "terms": [{"words": said.text, "term": said.claim.term} for said in one.terms],
            "beside": one.beside,
            "awaited": [
                {"words": deed.text, "due": deed.due.isoformat() if deed.due else None} for deed in one.awaited
            ],
            "due": one.due.isoformat() if one.due else None,
            "at": one.at.isoformat("minutes") if one.at else None,
            "working_day": one.is_working if one.due else None,
            "every": one.every.model_dump(mode="json") if one.every else None,
            "after": one.after_words,
            "owner": one.owner,
            "deal": {"id": one.deal.id, "title": one.deal.title} if one.deal else None,
            "kind": str(one.kind),
            "contact": {"channel": one.contact[0], "direction": one.contact[1]} if one.contact else None,
            "pieces": [_piece(piece.part, piece.start, piece.end, piece.typed) for piece in one.pieces],
            "notes": list(one.notes),
            "commitments": [each.id for each in kept.commitments] if kept else [],
            "interaction": kept.interaction.id if kept and kept.interaction else None,
        }
    )


def choices_as_json(line: str, option: str, choices: tuple[tuple[int | str, str], ...]) -> str:
    """``problem``, the option that says which one is meant, and the ``choices``."""
    listed = [{"value": value, "told": text} for value, text in choices]
    return json_text.dumped({"problem": line, "exit": 2, "option": option, "choices": listed})


def _piece(part: str, start: int, end: int, typed: str) -> dict[str, Any]:
    return {"part": str(part), "start": start, "end": end, "typed": typed}
