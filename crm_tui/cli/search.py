"""``crm-tui search``: find whatever is on record."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.interchange import search as report
from crm_tui.paths import store_path
from crm_tui.services.search import search
from crm_tui.services.search_words import read


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 if nothing was."""
    asked = read(" ".join(arguments.words))
    if asked.is_empty:
        raise DeskError("say what to look for: crm-tui search rao, or crm-tui search owner:asha")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        found = search(desk, asked)
        say(report.as_json(found) if arguments.format == "json" else report.as_text(found, desk.today()))
    return int(not found.total)
