"""``crm-tui attach``: a paper that a script adds to the store."""

import argparse
from pathlib import Path

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.document import DocumentType
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted
from crm_tui.paths import store_path
from crm_tui.services.deals import find_deal
from crm_tui.services.papers import attach


def run(arguments: argparse.Namespace) -> int:
    """Attach a paper to a deal; print the document's number."""
    kind = _document_type(arguments.type)
    with open_desk(store_path(arguments.store), existing=True) as desk:
        deal = find_deal(desk.store, arguments.deal)
        say(str(attach(desk, deal, Path(arguments.file), type=kind).id))
        return 0


def _document_type(typed: str | None) -> DocumentType | None:
    if typed is None:
        return None
    try:
        return DocumentType(" ".join(typed.lower().replace("-", " ").split()))
    except ValueError:
        raise DeskError(f"{quoted(typed)} is not a type of paper: choose one of {', '.join(DocumentType)}") from None
