"""The pieces of a line of quick capture, each found by itself."""

import re
from collections.abc import Sequence

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.spoken_due import VERBS
from crm_tui.domain.spoken_tokens import Token, word_set
from crm_tui.domain.staff import Member
from crm_tui.domain.text import quoted
from crm_tui.services import quick_who
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.quick_line import Chosen, Part, Piece

_MARKS = {
    "task": CommitmentKind.TASK,
    "todo": CommitmentKind.TASK,
    "to do": CommitmentKind.TASK,
    "theirs": CommitmentKind.THEIRS,
    "they owe": CommitmentKind.THEIRS,
    "promise": CommitmentKind.PROMISE,
}
_COLON = re.compile(r":(?=\s|$)|(?<=\S)\s+[-–—](?=\s)")
_LONGEST_NAME = 80
_MOST_NAME_WORDS = 7
THEY = frozenset({"they", "he", "she", "customer", "client", "borrower", "party"})
"""How a line calls the customer."""

_BRING = word_set(
    "send sends bring brings give gives submit submits pay pays sign signs provide provides share shares "
    "confirm confirms return returns deposit deposits upload uploads mail mails email emails courier "
    "couriers owe owes produce furnish furnishes drop drops arrange arranges fill fills revert reverts "
    "call calls"
)
_WILL = word_set("will to shall must should has have needs need is are promised agreed")
_AWAITED = frozenset({"awaiting", "await", "awaited", "expecting", "pending"})
_OURS = frozenset({"ask", "remind"})
_ABOUT = word_set("re about abt regarding reg concerning for on of")
_STATES = word_set(
    "is are has have was were comes come gets get arrives clears returns signs pays gives sends submits "
    "completes reports reach reaches goes approves"
)
_NOT_ONCE = word_set("a an more again every in upon each")


def mark(line: str, begin: int) -> tuple[CommitmentKind | None, int, list[Piece]]:
    """A mark such as ``task:`` at a place, what it means, and where the rest begins."""
    rest = line[begin : begin + 40]
    match = re.match(r"\s*([A-Za-z]{2,8}(?: [A-Za-z]{2,3})?):(?=\s|$)", rest)
    if match is None or " ".join(match[1].lower().split()) not in _MARKS:
        return None, begin, []
    start, end = begin + match.start(1), begin + match.end()
    kind = _MARKS[match[1].lower()]
    return kind, end, [Piece(Part.KIND, start, end, line[start:end])]


def name_in(line: str, begin: int) -> tuple[int, int, int, bool] | None:
    """Where the name stands, where the rest begins, and whether a colon parts the two."""
    match = _COLON.search(line, begin, begin + _LONGEST_NAME + 40)
    if match is None:
        return None
    name = line[begin : match.start()]
    if (
        not any(map(str.isalnum, name))
        or len(name) > _LONGEST_NAME
        or len(name.split()) > _MOST_NAME_WORDS
        or '"' in name
    ):
        return None
    start = begin + len(name) - len(name.lstrip())
    return start, match.start(), match.end(), match[0] == ":"


def owner_in(
    desk: Desk, line: str, said: Sequence[Token], pieces: list[Piece], notes: list[str], chosen: Chosen
) -> tuple[str, tuple[Member, ...]]:
    """Who owes it, and the colleagues to choose from where several may be meant."""
    said_so = _owner_said(desk, line, said, pieces, [] if chosen.owner else notes)
    return (_owner_given(desk, chosen.owner), ()) if chosen.owner else said_so


def _owner_given(desk: Desk, wanted: str) -> str:
    found = quick_who.staff_called(desk.store, wanted)
    here = [one for one in found if one.is_here(desk.today())]
    if len(here) > 1:
        raise DeskError(f"{quoted(wanted)} fits several colleagues: {_logins(here)}; give the login")
    if not here and found:
        raise DeskError(f"{found[0].login} is no longer here: name somebody else")
    if not here and desk.store.find(Member):
        raise DeskError(f"nobody on the staff list is called {quoted(wanted)}: crm-tui staff lists them")
    return here[0].login if here else wanted


def _owner_said(
    desk: Desk, line: str, said: Sequence[Token], pieces: list[Piece], unmet: list[str]
) -> tuple[str, tuple[Member, ...]]:
    for at, token in enumerate(said):
        if token.quoted or token.text[0] != "@" or not token.text[1:2].isalpha() or _overlaps(pieces, token):
            continue
        for last in (at + 1, at):
            if last >= len(said) or (last > at and (token.parted or _overlaps(pieces, said[last]))):
                continue
            name = line[token.start + 1 : said[last].end]
            called = quick_who.staff_called(desk.store, name)
            if last > at and len(called) != 1:
                continue
            present = tuple(one for one in called if one.is_here(desk.today()))
            if not present:
                unmet.append(
                    f"{called[0].login} is no longer here: {desk.officer} owes it"
                    if called
                    else f"nobody here is called {quoted(name)}: kept as words, {desk.officer} owes it"
                )
                return desk.officer, ()
            pieces.append(Piece(Part.OWNER, token.start, said[last].end, line[token.start : said[last].end]))
            return (present[0].login, ()) if len(present) == 1 else (desk.officer, present)
    return desk.officer, ()


def deal_in(
    store: Records,
    line: str,
    said: Sequence[Token],
    customer: Customer | None,
    pieces: list[Piece],
    notes: list[str],
    chosen: Chosen,
) -> tuple[Deal | None, tuple[Deal, ...]]:
    """The deal, and those to choose from where several may be meant."""
    deals = quick_who.deals_of(store, customer.id) if customer else ()
    given = None
    if chosen.deal_id:
        given = store.get(Deal, chosen.deal_id)
        if given is None or customer is None or given.customer_id != customer.id:
            whose = f" of {customer.name}" if customer else ""
            raise NotFound(f"there is no deal {chosen.deal_id}{whose}")
    found = _marked(line, said, deals, pieces, notes) or _spoken(said, deals)
    if given is not None or chosen.deal_id == 0:
        return given, ()
    if len(found) == 1:
        return found[0], ()
    if not found and customer is not None and customer.id == chosen.subject[0]:
        return next((one for one in deals if one.id == chosen.subject[1]), None), ()
    return None, found


def _marked(
    line: str, said: Sequence[Token], deals: Sequence[Deal], pieces: list[Piece], notes: list[str]
) -> tuple[Deal, ...]:
    for at, token in enumerate(said):
        if token.quoted or token.text[0] != "#" or len(token.text) < 2 or _overlaps(pieces, token):
            continue
        number = token.text[1:]
        same = [one for one in deals if str(one.id) == number]
        if same:
            pieces.append(Piece(Part.DEAL, token.start, token.end, line[token.start : token.end]))
            return tuple(same)
        for last in range(min(at + 4, len(said) - 1), at - 1, -1):
            run = said[at : last + 1]
            if any(one.parted or _overlaps(pieces, one) for one in run[:-1]) or _overlaps(pieces, run[-1]):
                continue
            spelled = re.split(r"[\s_-]+", line[token.start + 1 : run[-1].end])
            if found := quick_who.named(deals, [word.strip(",") for word in spelled if word.strip(",")]):
                pieces.append(Piece(Part.DEAL, token.start, run[-1].end, line[token.start : run[-1].end]))
                return found
        if deals and not number.isdigit():
            notes.append(f"no deal of theirs fits {quoted(token.text)}: kept as words")
    return ()


def _spoken(said: Sequence[Token], deals: Sequence[Deal]) -> tuple[Deal, ...]:
    for at, token in enumerate(said):
        if token.text in _ABOUT and not token.quoted:
            behind = []
            for one in said[at + 1 : at + 5]:
                behind.append(one.text)
                if one.parted:
                    break
            if deals and (found := quick_who.spoken_of(deals, behind)):
                return found
    return ()


def after_in(line: str, said: Sequence[Token], pieces: list[Piece]) -> str:
    """What has to happen first: "once the papers are in"."""
    for at, token in enumerate(said):
        following = said[at + 1].text if at + 1 < len(said) else ""
        if token.quoted or _overlaps(pieces, token) or token.parted:
            continue
        if token.text == "once" and following not in _NOT_ONCE and (at == 0 or said[at - 1].text != "at"):
            begin = at + 1
        elif [one.text for one in said[at : at + 3]] == ["as", "soon", "as"]:
            begin = at + 3
        elif token.text == "after" and following in ("the", "he", "she", "they", "his", "her", "their", "we"):
            begin = at + 1
        else:
            continue
        end = _clause(said, begin, pieces)
        clause = said[begin:end]
        needs = (
            token.text != "after"
            or following in ("he", "she", "they", "we")
            or any(one.text in _STATES for one in clause)
        )
        if len(clause) < 2 or not needs or clause[-1].end - clause[0].start > 200:
            continue
        pieces.append(Piece(Part.AFTER, token.start, clause[-1].end, line[token.start : clause[-1].end]))
        return line[clause[0].start : clause[-1].end]
    return ""


def _clause(said: Sequence[Token], begin: int, pieces: Sequence[Piece]) -> int:
    for at in range(begin, len(said)):
        if _overlaps(pieces, said[at]) or said[at].quoted or said[at].text[0] in "@#":
            return at
        state = any(one.text in _STATES for one in said[begin:at])
        if (
            state
            and at > begin + 2
            and said[at].text in VERBS - {"in", "to", "set"}
            and said[at - 1].text not in _STATES
        ):
            return at
        if said[at].parted:
            return at + 1
    return len(said)


def kind_of(said: Sequence[Token]) -> CommitmentKind:
    """Who owes it to whom, by the words with which the line begins."""
    texts = [one.text for one in said[:6] if not one.quoted]
    if not texts:
        return CommitmentKind.PROMISE
    first, rest = texts[0], texts[1:]
    if first in THEY and rest:
        verbs = rest[1:] if rest[0] in _WILL else rest
        verbs = verbs[1:] if verbs[:1] in (["to"], ["also"]) else verbs
        if verbs and verbs[0] in _BRING:
            return CommitmentKind.THEIRS
    if first in _AWAITED or texts[:2] == ["waiting", "for"]:
        return CommitmentKind.THEIRS
    if first in _OURS and rest and (rest[0] == "me" if first == "remind" else rest[0] in ("for", "him", "her", "them")):
        return CommitmentKind.TASK
    return CommitmentKind.PROMISE


def words_left(line: str, begin: int, pieces: Sequence[Piece]) -> str:
    """The line without what was understood."""
    kept: list[str] = []
    at = begin
    for piece in sorted(pieces, key=lambda one: one.start):
        if piece.end <= begin:
            continue
        if piece.start >= at:
            kept.append(line[at : piece.start])
        at = max(at, piece.end)
    kept.append(line[at:])
    joined = " ".join(" ".join(kept).split())
    joined = re.sub(r"\s+([,;.])(?![^\s,;.])", r"\1", joined)
    joined = re.sub(r"([,;])(?:[,;.])+", r"\1", joined)
    joined = re.sub(r"^\.\s", "", joined)
    return joined.strip(" ,;-–—:") if not joined.startswith(('"', "“")) else joined.strip()


def _overlaps(pieces: Sequence[Piece], token: Token) -> bool:
    return any(one.start < token.end and token.start < one.end for one in pieces)


def _logins(members: Sequence[Member]) -> str:
    return ", ".join(f"{one.login} ({one.name})" if one.name else one.login for one in members)
