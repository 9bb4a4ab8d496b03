"""Which terms are oversold, as plain text and JSON."""

from crm_tui.domain.money import signed
from crm_tui.interchange.json_text import amount, dumped
from crm_tui.interchange.layout import hanging, one_line, padded, width
from crm_tui.services.oversold import Oversold, TermRecord

_LABEL = 34


def as_text(found: Oversold) -> str:
    """A line for each term, those that were oversold most often first; readable at 80 columns."""
    lines = [_title(found)]
    if found.terms:
        lines += ["", padded("TERM", _LABEL) + f"{'less on paper':>15}{'unclear':>10}   cost to customers"]
        lines += [_line(one) for one in found.terms]
    if found.unread:
        lines += [
            "",
            hanging("not compared: ", f"deals {', '.join(map(str, found.unread))}, whose paper can't be read"),
        ]
    return "\n".join([*lines, ""])


def cases_as_text(term: TermRecord) -> str:
    """Every promise about one term, with what the first paper said of it."""
    lines = [f"{one_line(term.label)}: {term.less} of {len(term.promises)} less on the first paper"]
    for one in term.promises:
        label = f"  {padded(f'#{one.commitment_id}', 7)}{padded(one.finding.verdict.words, 17)} "
        lines.append(hanging(label, f"{one.words} ({one.owner}, deal {one.deal_id}): {one.finding.explanation}"))
    return "\n".join([*lines, ""])


def as_json(found: Oversold) -> str:
    """Every term with its numbers, its cost by currency, and the numbers of its promises."""
    return dumped(
        {
            "deals": found.deals,
            "not_compared": list(found.unread),
            "terms": [
                {
                    "label": one.label,
                    "promised": len(one.promises),
                    "less_on_paper": one.less,
                    "unclear": one.unclear,
                    "cost": {currency: amount(value) for currency, value in one.cost.items()},
                    "promises": [
                        {
                            "id": each.commitment_id,
                            "deal": each.deal_id,
                            "owner": each.owner,
                            "words": each.words,
                            "verdict": each.finding.verdict.value,
                        }
                        for each in one.promises
                    ],
                }
                for one in found.terms
            ],
        }
    )


def _title(found: Oversold) -> str:
    promised = sum(len(one.promises) for one in found.terms)
    if not promised:
        return "No deal with a paper has a promise about a term yet."
    less = sum(one.less for one in found.terms)
    deals = f"{found.deals} {'deal' if found.deals == 1 else 'deals'}"
    return f"Promised beside the first paper, {deals}: {less} of {promised} promises were less on paper"


def _line(one: TermRecord) -> str:
    label = one_line(one.label)
    while width(label) > _LABEL - 3:
        label = label[:-2] + "…"
    cost = ", ".join(signed(value, currency) for currency, value in one.cost.items())
    unclear = str(one.unclear or "")
    return (padded(f"  {label}", _LABEL) + f"{f'{one.less} of {len(one.promises)}':>15}{unclear:>10}   {cost}").rstrip()
