"""Papers: read one, attach it to a deal, and read it again."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from crm_tui.comparison.engine import read_terms
from crm_tui.comparison.paper import DocumentedTerm
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document, DocumentType, PaperText
from crm_tui.domain.errors import Unreadable
from crm_tui.services import records, vocabulary
from crm_tui.services.desk import Desk


def preview(desk: Desk, path: Path, deal: Deal) -> tuple[PaperText, tuple[DocumentedTerm, ...]]:
    """A paper and the terms found in it, before it is attached.

    Raises:
        Unreadable: with one line that says why.
    """
    text = desk.read_paper(path)
    vocabulary.ready(desk)
    return text, read_terms(text, today=desk.today(), area=deal.area)


def attach(
    desk: Desk,
    deal: Deal,
    path: Path,
    *,
    type: DocumentType = DocumentType.OTHER,
    issued_on: date | None = None,
) -> Document:
    """Attach a paper to a deal as its newest version; its bytes are kept beside the store.

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
            type=type,
            issued_on=issued_on,
            sha256=text.sha256,
            pages=text.pages,
            attached_on=desk.today(),
            attached_by=desk.officer,
        )
    desk.store.keep_paper(content, path.suffix.lower())
    with desk.store.transaction() as now:
        earlier = now.find(Document, deal_id=deal.id)
        version = max((one.version for one in earlier), default=0) + 1
        return now.add(document.model_copy(update={"version": version}))


def newest(desk: Desk, deal_id: int) -> Document | None:
    """The paper that counts: the latest version attached to the deal."""
    return max(desk.store.find(Document, deal_id=deal_id), key=lambda one: one.version, default=None)


def text_of(desk: Desk, document: Document) -> PaperText:
    """The text of an attached paper, read from the bytes that were kept.

    Raises:
        NotFound: the kept bytes are gone.
        Unreadable: they can't be read any more, or are no longer those that were attached.
    """
    path = desk.store.paper(document.sha256)
    return _read(desk, path, document.name, document.sha256)


# the bytes behind a digest never change, so one reading serves a session
@lru_cache(maxsize=64)
def _read(desk: Desk, path: Path, name: str, digest: str) -> PaperText:
    text = desk.read_paper(path, name)
    if text.sha256 != digest:
        raise Unreadable(f"{name}: the kept paper was changed since it was attached: attach it again")
    return text
