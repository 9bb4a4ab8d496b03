"""``crm-tui insights``: how the desk stands, in figures."""

import argparse
from dataclasses import replace

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import NotFound
from crm_tui.domain.text import quoted
from crm_tui.interchange import insights as report
from crm_tui.paths import store_path
from crm_tui.services.customers import folded
from crm_tui.services.insights import insights


def run(arguments: argparse.Namespace) -> int:
    """Print every figure, or the records behind those of one name."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        found = insights(desk)
    as_json = arguments.format == "json"
    if arguments.cases is not None:
        wanted = folded(arguments.cases)
        chosen = tuple(one for one in found.figures if wanted in (folded(one.label), folded(one.section)))
        if not chosen:
            known = ", ".join(dict.fromkeys(one.label for one in found.figures[:8]))
            raise NotFound(f"no figure is called {quoted(arguments.cases)}: type one that is listed, as {known}")
        found = replace(found, figures=chosen)
        if not as_json:
            say("".join(map(report.cases_as_text, chosen)))
            return 0
    say(report.as_json(found) if as_json else report.as_text(found))
    return 0
