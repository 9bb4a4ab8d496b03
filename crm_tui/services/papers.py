"""Papers: read one, attach it to a deal, and read it again."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from crm_tui.comparison.engine import read_terms
from crm_tui.comparison.kinds import held
from crm_tui.comparison.paper import DocumentedTerm
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document, DocumentType, PaperText
from crm_tui.domain.errors import DeskError, Unreadable
from crm_tui.services import records, vocabulary
from crm_tui.services.desk import Desk
from crm_tui.services.paper_types import type_by_title
from crm_tui.services.reckoned import reckoned


@dataclass(frozen=True, slots=True)
class Offered:
    """The type that a paper is attached with where nobody says another."""

    type: DocumentType
    """Which."""

    why: str = ""
    """Where it comes from, in a few words; empty where nothing tells."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper before it is attached."""

    text: PaperText
    """What it says."""

    terms: tuple[DocumentedTerm, ...]
    """The terms found in it."""

    offered: Offered
    """The type that it seems to be of."""


def preview(desk: Desk, path: Path, deal: Deal) -> Preview:
    """A paper as it would be attached.

    Raises:
        Unreadable: with one line that says why.
    """
    text = desk.read_paper(path)
    with held(vocabulary.ready(desk)):
        terms = read_terms(text, today=desk.today(), area=deal.area)
    return Preview(text, terms, offered_type(desk, deal, text))


def offered_type(desk: Desk, deal: Deal, paper: PaperText) -> Offered:
    """The type of the version before, else what the paper calls itself.

    A paper that calls itself something else than every version before is of a type of its own: a key facts statement
    that follows a sanction letter is no second version of it.
    """
    earlier = sorted(desk.store.find(Document, deal_id=deal.id), key=lambda one: -one.version)
    titled = type_by_title(paper)
    by_title = Offered(titled, "by its title" if titled is not DocumentType.OTHER else "")
    typed = [one for one in earlier if one.type is not DocumentType.OTHER]
    same = [one for one in typed if titled in (one.type, DocumentType.OTHER) or _title_of(desk, one) is titled]
    return Offered(same[0].type, f"as version {same[0].version}") if same else by_title


def _title_of(desk: Desk, document: Document) -> DocumentType | None:
    """What an attached paper calls itself; None where it can't be read any more."""
    try:
        return type_by_title(text_of(desk, document))
    except DeskError:
        return None


def attach(
    desk: Desk,
    deal: Deal,
    path: Path,
    *,
    type: DocumentType | None = None,
    issued_on: date | None = None,
) -> Document:
    """Attach a paper to a deal as its newest version; its bytes are kept beside the store.

    Where no ``type`` is said, it is the one that :func:`offered_type` gives.

    Raises:
        Unreadable: with one line that says why; nothing is stored.
        DeskError: its name is too long to be kept; nothing is stored.
    """
    text = desk.read_paper(path)
    content = path.read_bytes()
    if sha256(content).hexdigest() != text.sha256:
        raise Unreadable(f"{path.name} changed while it was read: attach it again")
    # refused before a copy is kept that no record would name
    with records.in_plain_words():
        document = Document(
            deal_id=deal.id,
            name=text.name,
            type=type or offered_type(desk, deal, text).type,
            issued_on=issued_on,
            sha256=text.sha256,
            pages=text.pages,
            attached_on=desk.today(),
            attached_by=desk.officer,
        )
    desk.check_may_save()
    desk.store.keep_paper(content, path.suffix.lower())
    with desk.acting("paper attached") as now:
        earlier = now.find(Document, deal_id=deal.id)
        version = max((one.version for one in earlier), default=0) + 1
        return now.add(document.model_copy(update={"version": version}))


def newest(desk: Desk, deal_id: int) -> Document | None:
    """The paper that counts: the latest version attached to the deal."""
    return max(desk.store.find(Document, deal_id=deal_id), key=lambda one: one.version, default=None)


def text_of(desk: Desk, document: Document, *, afresh: bool = False) -> PaperText:
    """The text of an attached paper, read from the bytes that were kept; ``afresh`` from nothing but them.

    Raises:
        NotFound: the kept bytes are gone.
        Unreadable: they can't be read any more, or are no longer those that were attached.
    """
    path = desk.store.paper(document.sha256)
    if afresh or desk.reckoned is None:
        return _read(desk, path, document.name, document.sha256)
    return _looked_up(desk, path, document.name, document.sha256)


# the bytes behind a digest never change, so one reading serves a session
@lru_cache(maxsize=64)
def _read(desk: Desk, path: Path, name: str, digest: str) -> PaperText:
    text = desk.read_paper(path, name)
    if text.sha256 != digest:
        raise _changed(name)
    return text


@lru_cache(maxsize=64)
def _looked_up(desk: Desk, path: Path, name: str, digest: str) -> PaperText:
    if sha256(path.read_bytes()).hexdigest() != digest:
        raise _changed(name)
    return reckoned(desk, lambda: ["paper", name, digest], _TEXT, lambda: _read(desk, path, name, digest))


_TEXT = TypeAdapter(PaperText)


def _changed(name: str) -> Unreadable:
    return Unreadable(f"{name}: the kept paper was changed since it was attached: attach it again")
