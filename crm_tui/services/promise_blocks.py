"""What was promised on a deal, as content of its review sheet."""

from collections.abc import Callable, Sequence

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.compared import Compared, SaidAndWritten, ToDo
from crm_tui.services.printout import Block, Heading, Paragraph, Table

_HEAD, _SHARES, _COUNTED = (
    ("Promised", "Who and when", "The paper", "How it stood"),
    (36, 22, 30, 22),
    ("promise", "promises"),
)
_NOT_KEPT = "The promises were not kept with this review: they stand in the findings as far as something was found."


def promise_blocks(
    then: Compared | None, since: Sequence[Commitment] = (), called: Callable[[str], str] = str
) -> list[Block]:
    """The promises as they were compared then, and apart from them those that were made ``since`` the signature.

    ``called`` turns a login into what the desk calls somebody.
    """
    blocks: list[Block] = [Heading("What was promised")]
    if then is None:
        return [*blocks, Paragraph(_NOT_KEPT)]
    rows = [_compared(one, called) for one in then.promises]
    rows += [_to_do(one, called) for one in then.to_do]
    blocks.append(Table(_HEAD, tuple(rows), _SHARES, _COUNTED) if rows else Paragraph("Nothing."))
    if since:
        made = tuple((one.words, f"{called(one.owner)}, {one.made_on}") for one in since)
        blocks += [Heading("Promised since the signature"), Table(("Promised", "Who and when"), made, (70, 40))]
    return blocks


def _compared(one: SaidAndWritten, called: Callable[[str], str]) -> tuple[str, ...]:
    place = one.evidence[0] if one.evidence else None
    where = f" (page {place.page}, line {place.line})" if place else ""
    stood = "taken back" if one.withdrawn else one.verdict.words if one.verdict else "not compared"
    return one.words, f"{called(one.by)}, {one.made_on}", f"{one.paper or 'nothing'}{where}", stood


def _to_do(one: ToDo, called: Callable[[str], str]) -> tuple[str, ...]:
    kept = f"kept on {one.kept_on}" if one.kept_on else f"due {one.due}" if one.due else "no day was named"
    return one.words, f"{called(one.by)}, {one.made_on}", "not a term of the paper", kept
