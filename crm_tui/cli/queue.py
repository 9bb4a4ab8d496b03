"""``crm-tui queue``: what waits for the one who is logged in."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.interchange import review_queue as report
from crm_tui.paths import store_path
from crm_tui.services.review_queue import queue as waiting_for


def run(arguments: argparse.Namespace) -> int:
    """Print what waits for the one who is logged in; 1 if something does."""
    written = {"text": report.as_text, "json": report.as_json}
    with open_desk(store_path(arguments.store), existing=True) as desk:
        found = waiting_for(desk)
        say(written[arguments.format](found))
        return int(bool(len(found)))
