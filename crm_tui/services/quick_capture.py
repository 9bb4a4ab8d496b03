"""One line in the words of the desk, understood and saved: ``ravi: call back fri 4pm re prepayment @asha``.

    [task:|theirs:] [called] CUSTOMER: WHAT [by DAY] [TIME] [every …] [once …] [@COLLEAGUE] [#DEAL]

Whatever is not understood stays among the words; nothing that was typed is lost. What stands in double quotation marks
is never interpreted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from crm_tui.domain.claim import Form
from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.recurrence import Recurrence
from crm_tui.domain.spoken_due import VERBS, due_in
from crm_tui.domain.spoken_no_day import no_day_in
from crm_tui.domain.spoken_tokens import Token, tokens, word_set
from crm_tui.services import quick_who, records
from crm_tui.services.contact_note import contact_note
from crm_tui.services.desk import Desk
from crm_tui.services.quick_line import NOTHING, Chosen, Part, Piece, Understood
from crm_tui.services.quick_pieces import THEY, after_in, deal_in, kind_of, mark, name_in, owner_in, words_left
from crm_tui.services.quick_told import unknown_number
from crm_tui.services.quick_who import NOBODY, Who
from crm_tui.services.reckoning import reckoning

if TYPE_CHECKING:
    from crm_tui.comparison.promises import Promise
    from crm_tui.domain.deal import Area
    from crm_tui.services.deeds import Deed


@dataclass(frozen=True, slots=True)
class Kept:
    """What was saved of a line."""

    customer: Customer
    """With whom."""

    commitments: tuple[Commitment, ...]
    """What is owed: one, or one for each term that was heard."""

    interaction: Interaction | None
    """The contact, where there was one."""

    is_new: bool
    """Whether the customer is new."""

    @property
    def kept(self) -> tuple[Record, ...]:
        """All of it, what is owed first."""
        return (*self.commitments, *([self.interaction] if self.interaction else []), self.customer)


_FAR_AHEAD = 300
_SHORTEST = 3
_SMALL = word_set("and with for the a an & also plus but i we he she they will to set")
_OF_TERMS = word_set(
    "no nil zero free waive waived waiver without fixed floating included unlimited discount percent complimentary"
)


def _may_be_terms(words: Sequence[Token]) -> bool:
    """Whether words may promise a term: they begin with no order, and have a figure or a word such as "free"."""
    if not words or words[0].text in VERBS - _SMALL:
        return False
    return any(one.text in _OF_TERMS or any(mark.isdigit() for mark in one.text) for one in words)


def _is_a_term(said: "Promise") -> bool:
    """Whether it is one, or "no jholi charge", whose name can be learnt."""
    return said.claim.term is not None or _speaks_of_terms(said.text)


def _speaks_of_terms(words: str) -> bool:
    return any(one.text in _OF_TERMS for one in tokens(words))


def understand(desk: Desk, line: str, chosen: Chosen = NOTHING) -> Understood:
    """What a line says, as it would be saved."""
    store = desk.store
    words = tokens(line)
    kind, body, pieces = mark(line, 0)
    who, contact, new, head = NOBODY, None, "", None
    found = name_in(line, body)
    if found is not None:
        start, end, behind, by_colon = found
        name = line[start:end].strip()
        who = quick_who.customers_called(store, name)
        met = quick_who.contact_in(name) if not who.found or who.near else None
        if met is not None:
            name, contact = met
            who = quick_who.customers_called(store, name)
        if by_colon or (who.found and not who.near):
            head = (start, behind)
            new = spelled(name) if who.number is None else ""
    known = _customer(desk, who, head is not None, chosen)
    if head is not None and chosen.customer_id is not None and known not in who.found:
        # somebody else was named beside the line: what stands before the colon is part of the words
        head, contact, new = None, None, ""
    if head is not None:
        pieces.append(Piece(Part.CUSTOMER, *head, line[slice(*head)]))
        if not kind:
            kind, body, more = mark(line, head[1])
            pieces += more
        body = max(body, head[1])
    said = [one for one in words if one.start >= body]
    reckoned = reckoning(desk)
    awaited = _awaited(desk, line, said) if kind in (None, CommitmentKind.PROMISE) else ()
    for deed in awaited:
        pieces.append(Piece(Part.AWAITED, deed.start, deed.end, line[deed.start : deed.end]))
        said = [one for one in said if not deed.start <= one.start < deed.end]
    spoken = due_in(said, reckoned)
    pieces += [
        Piece(Part.DUE, said[one].start, said[last - 1].end, line[said[one].start : said[last - 1].end])
        for one, last in spoken.taken
        if last > one
    ]
    notes: list[str] = []
    unmet: list[str] = []
    owner, owners = owner_in(desk, line, said, pieces, unmet, chosen)
    deal, deals = deal_in(store, line, said, known, pieces, notes, chosen)
    after = after_in(line, said, pieces)
    left = words_left(line, body, pieces)
    if not left:
        # a line of nothing but a day is still what was said
        left = " ".join(line[body:].split())
    due = chosen.due or spoken.due
    if due is None and (no_day := no_day_in(left)):
        unmet.append(f"{no_day} is no day: kept as words")
    if spoken.others:
        notes.append("another day stays among the words")
    if due and not chosen.due and (due - desk.today()).days > _FAR_AHEAD:
        notes.append("that day is far away: give the year, or another day, if it is not meant")
    return Understood(
        line=line,
        words=left,
        pieces=tuple(sorted(pieces, key=lambda one: one.start)),
        who=who,
        customer=known,
        new_customer=new if known is None and (chosen.new_customer or not who.found) else "",
        due=due,
        at=spoken.at if chosen.due is None or chosen.due == spoken.due else None,
        is_working=due is None or reckoned.is_working(due),
        every=_coming_back(spoken.every, due),
        after_words=after,
        owner=owner,
        owners=owners,
        deal=deal,
        deals=deals,
        kind=kind or kind_of(said),
        contact=contact,
        awaited=awaited,
        unmet=tuple(unmet),
        notes=(*unmet, *notes),
    )


def names_somebody(desk: Desk, line: str) -> bool:
    """Whether a line begins with a customer of this desk and a colon; fewer than three letters are no name for that."""
    _, body, _ = mark(line, 0)
    found = name_in(line, body)
    if found is None or not found[3]:
        return False
    name = line[found[0] : found[1]].strip()
    if len(name) < _SHORTEST:
        return False
    if quick_who.customers_called(desk.store, name).found:
        return True
    met = quick_who.contact_in(name)
    return met is not None and bool(quick_who.customers_called(desk.store, met[0]).found)


def heard(desk: Desk, understood: Understood) -> Understood:
    """The same with the terms that its words promise: "8.4 fixed for 3 yrs, no PF" is two.

    A thing to do is none, and does not load the vocabulary.
    """
    words = tokens(understood.words)
    if understood.kind is not CommitmentKind.PROMISE or understood.every or not _may_be_terms(words):
        return understood
    from crm_tui.services.capture import hear

    area = understood.deal.area if understood.deal else None
    said = _beside_orders(desk, understood, area) or hear(desk, understood.words, area)
    terms = tuple(one for one in said if _is_a_term(one))
    if not any(one.claim.form is not Form.CATEGORY or _speaks_of_terms(one.text) for one in terms):
        return understood
    rest = [word for word in words if not any(one.start < word.end and word.start < one.end for one in terms)]
    if not any(word.text in VERBS - _SMALL for word in rest):
        return replace(understood, terms=terms)
    beside = [Piece(Part.KIND, one.start, one.end, one.text) for one in terms]
    return replace(understood, terms=terms, beside=words_left(understood.words, 0, beside))


def _awaited(desk: Desk, line: str, said: Sequence[Token]) -> "tuple[Deed, ...]":
    """What the customer is to do behind what is owed to them: "…, she will bring the PAN on tuesday"."""
    if not any(one.text in THEY for one in said[1:]) or kind_of(said) is not CommitmentKind.PROMISE:
        return ()
    from crm_tui.services.deeds import deeds

    def is_plain(deed: "Deed") -> bool:
        inside = [one for one in said if deed.start <= one.start < deed.end]
        marked = any(sign in deed.text for sign in "@#")
        return not marked and not any(one.quoted for one in inside) and due_in(inside, reckoning(desk)).every is None

    begin = said[0].start
    behind = (replace(one, start=begin + one.start) for one in deeds(desk, line[begin:], ()))
    return tuple(one for one in behind if one.kind is CommitmentKind.THEIRS and one.start > begin and is_plain(one))


def _beside_orders(desk: Desk, understood: Understood, area: "Area | None") -> "tuple[Promise, ...]":
    """The promises beside an order that has its day, which tells that it is one; none where there is no such order."""
    dated = any(one.part is Part.DUE for one in understood.pieces)
    if not dated or not any(one.text in VERBS - _SMALL for one in tokens(understood.words)):
        return ()
    from crm_tui.services.capture import hear
    from crm_tui.services.deeds import deeds

    line = understood.line
    for piece in understood.pieces:
        if piece.part is not Part.DUE:
            line = line[: piece.start] + " " * (piece.end - piece.start) + line[piece.end :]
    terms = [one for one in hear(desk, line, area) if _is_a_term(one)]
    orders = [Piece(Part.KIND, one.start, one.end, one.text) for one in deeds(desk, line, terms)]
    if not orders:
        return ()
    found: list[Promise] = []
    at = 0
    for said in hear(desk, words_left(line, 0, [*understood.pieces, *orders]), area):
        start = understood.words.find(said.text, at)
        if start < 0:
            return ()
        at = start + len(said.text)
        found.append(said.model_copy(update={"start": start, "end": at}))
    return tuple(found)


def save(desk: Desk, understood: Understood) -> Kept:
    """Save what a line says, all of it in one transaction.

    A contact is recorded as well where the line tells of one, where the customer is new, and where it says a term:
    those words were said to somebody.

    Raises:
        DeskError: it is not plain whom or what is meant, or there is nothing to keep.
    """
    one = understood
    if not (one.customer or one.new_customer or one.choices_of_customer):
        raise DeskError(unknown_number(one) or "say for whom: a customer's name and a colon, then what is owed")
    if not one.words.strip():
        raise DeskError("type what is owed behind the name: ravi: call back fri 4pm")
    if not one.is_plain:
        raise DeskError("several are meant: choose one first")
    today = desk.today()
    with records.in_plain_words(), desk.acting(f"{one.kind} noted") as now:
        customer = one.customer
        if customer is not None and now.get(Customer, customer.id) is None:
            raise NotFound(f"{customer.name} is no longer in the store: nothing was saved")
        if customer is None:
            customer = now.add(Customer(name=one.new_customer, owner=desk.officer, since=today))
        channel, direction = one.contact or (Channel.BRANCH, Direction.OUT)
        deal_id = one.deal.id if one.deal else None
        interaction = None
        if one.contact or one.terms or one.customer is None:
            interaction = now.add(
                contact_note(desk, customer.id, one.line, deal_id=deal_id, channel=channel, direction=direction)
            )
        base = {
            "kind": one.kind,
            "customer_id": customer.id,
            "deal_id": deal_id,
            "interaction_id": interaction.id if interaction else None,
            "every": one.every,
            "after_words": one.after_words,
            "owner": one.owner,
            "promised_by": desk.officer if one.kind is CommitmentKind.PROMISE else "",
            "made_on": today,
        }
        when = {"due": one.due, "at": one.at}
        # a day belongs to what is to be done, where a line holds both
        of_terms = {} if one.beside else when
        plain = one.beside if one.terms else one.words
        owed: list[dict[str, object]] = [
            of_terms | {"words": said.text, "claim": said.claim, "certainty": said.certainty} for said in one.terms
        ]
        if plain:
            owed.append(when | {"words": plain})
        for deed in one.awaited:
            day: dict[str, object] = {"due": deed.due, "at": deed.at, "every": None, "after_words": ""}
            owed.append(day | {"kind": deed.kind, "words": deed.text, "promised_by": ""})
        commitments = tuple(now.add(Commitment.model_validate(base | values)) for values in owed)
    return Kept(customer, commitments, interaction, one.customer is None)


def _customer(desk: Desk, who: Who, has_head: bool, chosen: Chosen) -> Customer | None:
    if chosen.customer_id is not None:
        found = desk.store.get(Customer, chosen.customer_id)
        if found is None:
            raise NotFound(f"there is no customer {chosen.customer_id}: look for the number with the screens")
        return found
    if chosen.new_customer:
        return None
    subject = chosen.subject[0]
    if not has_head:
        return desk.store.get(Customer, subject) if subject is not None else None
    if (same := next((one for one in who.found if one.id == subject), None)) is not None:
        return same
    plain = len(who.found) == 1 and (not who.near or chosen.near_will_do)
    return who.found[0] if plain else None


def _coming_back(every: Recurrence | None, due: date | None) -> Recurrence | None:
    if every is None or due is None or every.start == due:
        return every
    return every.model_copy(update={"start": due, "until": every.until if every.until and every.until >= due else None})


def spelled(name: str) -> str:
    """A new customer's name: as it was typed, with capitals where none were."""
    name = " ".join(name.split())
    return " ".join(word[:1].upper() + word[1:] for word in name.split(" ")) if name.islower() else name
