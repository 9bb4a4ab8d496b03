"""``crm-tui oversold``: which terms are promised better than the papers have them."""

import argparse
from dataclasses import replace

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import NotFound
from crm_tui.domain.text import quoted
from crm_tui.interchange import oversold as report
from crm_tui.paths import store_path
from crm_tui.services.customers import folded
from crm_tui.services.oversold import oversold


def run(arguments: argparse.Namespace) -> int:
    """Print every term, or the promises about one."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        found = oversold(desk)
    as_json = arguments.format == "json"
    if arguments.term is None:
        say(report.as_json(found) if as_json else report.as_text(found))
        return 0
    near = [one for one in found.terms if folded(arguments.term) in folded(one.label)]
    exact = [one for one in near if folded(one.label) == folded(arguments.term)]
    if not near:
        known = ", ".join(one.label for one in found.terms[:8])
        raise NotFound(f"nothing was promised about {quoted(arguments.term)}: type a term that is listed, as {known}")
    if as_json:
        say(report.as_json(replace(found, terms=tuple(exact or near))))
        return 0
    for one in exact or near:
        say(report.cases_as_text(one))
    return 0
