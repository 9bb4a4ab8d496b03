"""``crm-tui brief``: a customer on one sheet, before a visit."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.interchange import briefing as report
from crm_tui.paths import store_path
from crm_tui.services.briefing import briefing
from crm_tui.services.customers import find_customer

_FORMATS = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}


def run(arguments: argparse.Namespace) -> int:
    """Print what there is to know of a customer."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        customer = find_customer(desk.store, arguments.customer)
        say(_FORMATS[arguments.format](briefing(desk, customer)))
    return 0
