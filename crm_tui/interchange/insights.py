"""How the desk stands, in figures: as plain text and JSON."""

from crm_tui.interchange.json_text import amount, dumped
from crm_tui.interchange.layout import hanging, one_line, padded
from crm_tui.services.insights import Figure, Insights, Section
from crm_tui.services.shares import share
from crm_tui.services.won import in_words

_LABEL = 31
_BAR = 12


def as_text(found: Insights) -> str:
    """The sections one after the other; readable at 80 columns."""
    lines = [f"The desk in figures, {found.as_of}"]
    for section in Section:
        figures = found.of(section)
        lines += ["", str(section)]
        most = max((one.count for one in figures), default=0)
        lines += [_line(one, most) for one in figures] or ["  none yet"]
    if found.unread:
        lines += ["", hanging("not compared: ", f"deals {_numbers(found.unread)}, whose paper can't be read")]
    return "\n".join([*lines, ""])


def cases_as_text(figure: Figure) -> str:
    """The numbers of the records behind one figure."""
    noun = f"{figure.kind.__name__.lower()}s"
    return hanging(f"{figure.section}, {one_line(figure.label)}: ", f"{noun} {_numbers(figure.records)}") + "\n"


def as_json(found: Insights) -> str:
    """Every figure with its parts and the numbers of its records."""
    return dumped(
        {
            "as_of": str(found.as_of),
            "not_compared": list(found.unread),
            "figures": [
                {
                    "section": str(one.section),
                    "label": one.label,
                    "count": one.count,
                    "of": one.of,
                    "worth": {each.currency: amount(each.amount) for each in one.worth},
                    "table": one.kind.table,
                    "records": list(one.records),
                }
                for one in found.figures
            ],
        }
    )


def _line(one: Figure, most: int) -> str:
    number = f"{one.count}" if one.of is None else f"{one.count} of {one.of}"
    drawn = padded("█" * share(one.count, one.of or most, _BAR), _BAR)
    return f"  {padded(one_line(one.label), _LABEL)}{number:>10}  {drawn}  {in_words(one.worth)}".rstrip()


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
