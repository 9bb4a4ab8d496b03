"""Figures as desks say them and papers print them, in a table that is read as it stands."""

import re
from datetime import date
from pathlib import Path

import pytest

from crm_tui.comparison.quantities import quantities
from crm_tui.domain.claim import Bound

TODAY = date(2026, 11, 21)
PHRASES = Path(__file__).with_name("quantity_phrases.txt")
NO_FIGURES = Path(__file__).with_name("no_figures.txt")


def plain(value):
    return f"{value.normalize():f}"


def shown(figure):
    """A figure as the table writes it."""
    if figure.day is not None:
        value = figure.day.isoformat()
    elif figure.high is not None:
        value = f"{plain(figure.low)}..{plain(figure.high)}"
    else:
        value = plain(figure.low)
    unit = figure.unit + (f"/{figure.per}" if figure.per else "")
    joint = "" if figure.per and not figure.unit else " "
    said = [
        "" if figure.bound is Bound.EXACTLY else str(figure.bound),
        figure.dimension,
        f"{value}{joint}{unit}",
        *(
            f"{name}={getattr(figure, name)}"
            for name in ("each", "noun", "tax", "method", "over", "event")
            if getattr(figure, name)
        ),
        "before" if figure.ahead else "",
        f"whichever={figure.whichever}" if figure.whichever else "",
        f"way={figure.way}" if figure.way else "",
        "tax rate" if figure.of_tax else "",
        "ambiguous" if figure.ambiguous else "",
        f"echo={plain(figure.echo)}" if figure.echo is not None else "",
    ]
    return " ".join(" ".join(said).split())


def table(path):
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            phrase, _, meant = line.partition(" => ")
            yield pytest.param(phrase, meant, id=f"{section}: {phrase}")


def without_trailing_zeros(meant):
    return re.sub(r"(?<=\d)(\.\d*?)0+(?!\d)", lambda match: match[1].rstrip("."), meant)


@pytest.mark.parametrize(("phrase", "meant"), table(PHRASES))
def test_a_phrase_is_read_as_it_is_meant(phrase, meant):
    assert " & ".join(map(shown, quantities(phrase, TODAY))) == without_trailing_zeros(meant)


@pytest.mark.parametrize(("phrase", "_meant"), table(NO_FIGURES))
def test_what_only_looks_like_a_figure_is_left_alone(phrase, _meant):
    assert quantities(phrase, TODAY) == ()
