"""How the review of a deal stands, as plain text, Markdown and values for JSON."""

from typing import Any

from crm_tui.domain.sign_off import Review
from crm_tui.interchange.layout import hanging, one_line
from crm_tui.interchange.markdown import escaped
from crm_tui.services.deal_findings import DealFile

SHORTEST_SEEN = 12
"""So many letters of a fingerprint are enough to name what was seen."""


def as_text(file: DealFile, review: Review | None, *, stale: str, no_more: str) -> str:
    """The steps of the review, and the letters that stand for what was seen.

    ``stale`` tells what changed since an approval, ``no_more`` why it counts no more; empty for neither.
    """
    lines = []
    if review:
        lines = ["", _title(review, stale, no_more), *(hanging("  ", step) for step in _steps(review))]
    return "\n".join([*lines, "", f"Seen: {file.fingerprint[:SHORTEST_SEEN]}", ""])


def line(review: Review | None, *, stale: str, no_more: str) -> str:
    """How the review stands, to be read before anything else; empty before the first."""
    return f"{_title(review, stale, no_more)}\n" if review else ""


def as_markdown(file: DealFile, review: Review | None, *, stale: str, no_more: str) -> str:
    """The same under a heading."""
    lines = []
    if review:
        lines = [f"\n## {_title(review, stale, no_more)}\n", *(f"- {escaped(step)}" for step in _steps(review))]
    return "\n".join([*lines, "", f"Seen: {file.fingerprint[:SHORTEST_SEEN]}", ""])


def as_value(review: Review | None, *, stale: str, no_more: str) -> dict[str, Any]:
    """``sign_off``: the state, who, and each step with its time; null before the first."""
    if review is None:
        return {"sign_off": None}
    steps = [{"state": one.state.value, "by": one.by, "at": one.at.isoformat(), "why": one.why} for one in review.steps]
    signed = [
        {
            "by": one.by,
            "at": one.at.isoformat(),
            "rules_version": one.rules_version,
            "approved_under": one.approved_under,
        }
        for one in review.signings
    ]
    return {
        "sign_off": {
            "id": review.id,
            "state": review.state.value,
            "stale": bool(stale),
            "counts_no_more": no_more or None,
            "maker": review.maker,
            "checker": review.checker or None,
            "steps": steps,
            "signed": signed,
        }
    }


def _title(review: Review, stale: str, no_more: str) -> str:
    told = f", stale: {stale}" if stale else f", counts no more: {no_more}" if no_more else ""
    return f"Review {review.id}: {review.state}{told}"


def _steps(review: Review) -> list[str]:
    told = [
        f"{one.state}: {one.by}, {one.at:%Y-%m-%d %H:%M}{f': {one.why}' if one.why else ''}" for one in review.steps
    ]
    return told + [f"signed: {one.by}, {one.at:%Y-%m-%d %H:%M}" for one in review.signings]


def told(review: Review, title: str) -> str:
    """One line on what was done."""
    blocking = review.facts.blocking if review.facts else ()
    line = f"review {review.id} of deal #{review.deal_id} ({one_line(title)}): {review.state}"
    if blocking:
        count = f"{len(blocking)} findings block" if len(blocking) > 1 else "1 finding blocks"
        line += f"; {count}, first: {one_line(blocking[0].label)}"
    return line
