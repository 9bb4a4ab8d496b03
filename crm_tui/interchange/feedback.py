"""What people think, as plain text and JSON: no average without its count and its opinions."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.feedback import From
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, one_line
from crm_tui.services.feedback import Opinion, Opinions


def as_text(found: Sequence[Opinions]) -> str:
    """Each firm and product with its average, how many ratings that is of, who gave them, and every opinion."""
    if not found:
        return "Nobody's opinion fits, or none was recorded yet.\n"
    lines: list[str] = []
    for one in found:
        by = ", ".join(f"{count} of {_SOURCES[source]}" for source in From if (count := one.count(source)))
        lines += [*([""] if lines else []), hanging("", f"{one.about}, {one.product}: {one.rated} ({by})")]
        lines += [_line(each) for each in one.given]
    return "\n".join([*lines, ""])


def as_json(found: Sequence[Opinions]) -> str:
    """The same: by firm and product ``ratings`` one by one, ``rated`` in words, and the opinions."""
    return dumped(
        [
            {
                "about": one.about,
                "product": str(one.product),
                "rated": one.rated,
                "ratings": list(one.ratings),
                "from": {str(source): one.count(source) for source in From},
                "opinions": [_value(each) for each in one.given],
            }
            for one in found
        ]
    )


_SOURCES = {
    From.CUSTOMER: "our customers",
    From.OF_COMPETITOR: "competitors' customers",
    From.ANONYMOUS: "unknown people",
}


def _line(one: Opinion) -> str:
    rating = f"{one.feedback.rating} of 5" if one.feedback.rating is not None else ""
    said = f": {one.feedback.words}" if one.feedback.words else ""
    return hanging(f"  {one.feedback.on} {rating:7} ", f"{one_line(one.who)}{said}")


def _value(one: Opinion) -> dict[str, Any]:
    kept = one.feedback
    return {
        "id": kept.id,
        "on": kept.on.isoformat(),
        "from": str(kept.source),
        "customer": kept.customer_id,
        "rating": kept.rating,
        "words": kept.words,
        "by": kept.by,
    }
