"""What a search found, as plain text and JSON."""

from datetime import date

from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, one_line, padded
from crm_tui.services.search import TITLES, Found, Hit
from crm_tui.services.search_words import Kind


def as_text(found: Found, today: date) -> str:
    """A heading for each kind with its number, and a line for each record; readable at 80 columns."""
    if not found.total:
        return "nothing found\n"
    lines: list[str] = []
    for kind, count in found.counts.items():
        hits = [one for one in found.hits if one.kind is kind]
        of = f"{len(hits)} of {count}" if len(hits) < count else str(count)
        lines += ["" if lines else f"{found.total} found on {today.isoformat()}\n", f"{TITLES[kind].upper()} ({of})"]
        lines += [_line(one) for one in hits]
    return "\n".join([*lines, ""])


def as_json(found: Found) -> str:
    """The number of each kind, and every record that is given."""
    return dumped(
        {
            "total": found.total,
            "counts": {kind.value: count for kind, count in found.counts.items()},
            "found": [
                {
                    "kind": one.kind.value,
                    "id": one.id,
                    "words": one.words,
                    "stands": one.stands,
                    "customer": one.customer,
                    "customer_id": one.customer_id,
                    "deal_id": one.deal_id,
                    "owner": one.owner,
                    "on": one.on.isoformat() if one.on else None,
                }
                for one in found.hits
            ],
        }
    )


def _line(one: Hit) -> str:
    label = f"  {padded(f'#{one.id}', 7)}{padded(one.on.isoformat() if one.on else '', 11)}"
    whose = f"{one.customer}: " if one.customer and one.kind is not Kind.CUSTOMER else ""
    aside = ", ".join(filter(None, (one.stands, one.owner)))
    return hanging(label, f"{whose}{one_line(one.words)} ({aside})")
