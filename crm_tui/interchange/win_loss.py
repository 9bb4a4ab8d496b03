"""What was won and lost, as plain text and JSON."""

from crm_tui.interchange.json_text import amount, dumped
from crm_tui.interchange.layout import hanging
from crm_tui.services.win_loss import ALL, Decided, Figure, WinLoss
from crm_tui.services.won import in_words


def as_text(found: WinLoss, *, with_deals: bool = False) -> str:
    """The figures of existing customers and of new ones, with reasons and competitors; with every deal, if asked."""
    since = f" since {found.since}" if found.since else ""
    if not found.decided:
        return f"No deal was won or lost{since} yet.\n"
    lines = [f"Won and lost{since}: {len(found.decided)} deals; existing customers had signed with us before"]
    for figure in found.figures:
        if not figure.cases:
            continue
        if figure.label == ALL:
            lines += ["", hanging("", f"{figure.end.upper()} WITH {figure.whose.upper()}: {_told(figure)}")]
        else:
            lines.append(hanging("  ", f"{figure.label}: {_told(figure)}"))
            lines += [_case(one) for one in figure.cases] if with_deals else []
    return "\n".join([*lines, ""])


def as_json(found: WinLoss) -> str:
    """Each figure with its value by currency, its competitors, and the numbers of its deals."""
    return dumped(
        {
            "since": found.since.isoformat() if found.since else None,
            "figures": [
                {
                    "whose": str(one.whose),
                    "end": str(one.end),
                    "why": one.label,
                    "count": len(one.cases),
                    "value": {each.currency: amount(each.amount) for each in one.value},
                    "competitors": dict(one.competitors),
                    "deals": [each.deal.id for each in one.cases],
                }
                for one in found.figures
            ],
        }
    )


def _told(one: Figure) -> str:
    told = [f"{len(one.cases)} deal{'s' * (len(one.cases) != 1)}"]
    told += [in_words(one.value)] if one.value else []
    told += ["competitors: " + ", ".join(f"{name} {count}" for name, count in one.competitors)] * bool(one.competitors)
    return " · ".join(told)


def _case(one: Decided) -> str:
    said = f": {one.deal.outcome_words}" if one.deal.outcome_words else ""
    to = f" ({one.competitor})" if one.competitor else ""
    return hanging(f"    {one.on}  ", f"#{one.deal.id} {one.deal.title}, {one.customer}{to}{said}")
