"""``crm-tui promise`` and ``crm-tui attach``: what a script may add to the store."""

import argparse
from pathlib import Path

from crm_tui.bootstrap import open_desk
from crm_tui.cli.packs import tell_left_out
from crm_tui.cli.terminal import complain, say
from crm_tui.domain.document import DocumentType
from crm_tui.domain.errors import DeskError
from crm_tui.paths import store_path
from crm_tui.services import vocabulary
from crm_tui.services.capture import capture, hear
from crm_tui.services.customers import find_customer, quoted
from crm_tui.services.deals import find_deal
from crm_tui.services.desk_packs import own_packs
from crm_tui.services.papers import attach as attach_paper


def promise(arguments: argparse.Namespace) -> int:
    """Record what was said; print the number of each promise, one a line."""
    text: str = arguments.text
    if any("\ud800" <= mark <= "\udfff" for mark in text):
        raise DeskError("the text is not UTF-8: type it again in a UTF-8 terminal")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        customer = find_customer(desk.store, arguments.customer)
        deal = find_deal(desk.store, arguments.deal, customer.id) if arguments.deal is not None else None
        tell_left_out(own_packs(desk))
        heard = hear(desk, text, deal.area if deal else None)
        captured = capture(
            desk,
            customer,
            text,
            deal_id=deal.id if deal else None,
            due=arguments.due,
            promises=heard,
            # somebody who calls it a promise means one, whatever was understood
            plain=() if heard else (text,),
        )
        say("\n".join(str(one.id) for one in captured.promises))
        if unknown := vocabulary.unknown(desk, heard):
            names = ", ".join(quoted(one.name) for one in unknown)
            complain(f"not understood, kept as words: {names}; crm-tui packs --learn NAME --term ID teaches a name")
        return 0


def attach(arguments: argparse.Namespace) -> int:
    """Attach a paper to a deal; print the document's number."""
    kind = _document_type(arguments.type)
    with open_desk(store_path(arguments.store), existing=True) as desk:
        deal = find_deal(desk.store, arguments.deal)
        say(str(attach_paper(desk, deal, Path(arguments.file), type=kind).id))
        return 0


def _document_type(typed: str | None) -> DocumentType | None:
    if typed is None:
        return None
    try:
        return DocumentType(" ".join(typed.lower().replace("-", " ").split()))
    except ValueError:
        raise DeskError(f"{typed!r} is not a type of paper: choose one of {', '.join(DocumentType)}") from None
