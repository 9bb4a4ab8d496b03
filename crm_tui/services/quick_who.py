"""Who is meant in a line of desk talk: the customer, the colleague, the deal."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.interaction import Channel, Direction
from crm_tui.domain.spoken_calendar import one_slip
from crm_tui.domain.spoken_tokens import word_set
from crm_tui.domain.staff import Member
from crm_tui.services.customers import folded
from crm_tui.services.ports import Records, Store
from crm_tui.services.romanised import romanised, sound

SHOWN = 9
"""So many are offered where a name fits several."""

_LOOKED_AT = 2_000
_TITLES = word_set("mr mrs ms miss dr shri sri smt kum sir madam mam maam ma'am ji bhai ben m/s messrs prof adv")
_NAME_WORD = re.compile(r"[^\s&/,()-]{1,200}")
_LIVE = (Stage.SIGNED, Stage.LIVE)
_EMPTY = word_set("the a an of for and to on in re with his her their our my new old")

_WE = {
    "called": Channel.CALL,
    "phoned": Channel.CALL,
    "rang": Channel.CALL,
    "spoke to": Channel.CALL,
    "spoke with": Channel.CALL,
    "call with": Channel.CALL,
    "call to": Channel.CALL,
    "met": Channel.VISIT,
    "met with": Channel.VISIT,
    "visited": Channel.VISIT,
    "emailed": Channel.EMAIL,
    "e-mailed": Channel.EMAIL,
    "mailed": Channel.EMAIL,
    "messaged": Channel.MESSAGE,
    "texted": Channel.MESSAGE,
    "whatsapped": Channel.MESSAGE,
    "wrote to": Channel.LETTER,
}
_THEY_BEFORE = {
    "call from": Channel.CALL,
    "email from": Channel.EMAIL,
    "e-mail from": Channel.EMAIL,
    "mail from": Channel.EMAIL,
    "message from": Channel.MESSAGE,
    "whatsapp from": Channel.MESSAGE,
    "letter from": Channel.LETTER,
    "visit from": Channel.BRANCH,
}
_THEY_BEHIND = {
    "called": Channel.CALL,
    "phoned": Channel.CALL,
    "rang": Channel.CALL,
    "came": Channel.BRANCH,
    "came in": Channel.BRANCH,
    "walked in": Channel.BRANCH,
    "visited": Channel.BRANCH,
    "emailed": Channel.EMAIL,
    "mailed": Channel.EMAIL,
    "messaged": Channel.MESSAGE,
    "texted": Channel.MESSAGE,
    "whatsapped": Channel.MESSAGE,
    "wrote": Channel.LETTER,
}

Contact = tuple[Channel, Direction]
"""How the two met, and who sought the other."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a name may mean."""

    found: tuple[Customer, ...] = ()
    """The customers, the likeliest first; one where it is plain."""

    near: bool = False
    """Whether the name was only nearly spelled so."""

    more: int = 0
    """How many further ones it fits."""

    number: int | None = None
    """The number that was typed, where no customer has it."""

    merged_into: int = 0
    """The number of whom that one was merged into; 0 where it never was anybody's."""


NOBODY = Who()
"""A line that names nobody."""


def customers_called(store: Store, name: str) -> Who:
    """The customers that a part of a name may mean; ``#12`` is a number."""
    number = name.strip().removeprefix("#")
    if name.strip().startswith("#") and number.isascii() and number.isdigit():
        one = store.get(Customer, int(number))
        if one is not None:
            return Who((one,))
        # what merges is loaded for no line that names somebody
        from crm_tui.services.merging_customers import where_is

        into = where_is(store, int(number))
        return Who(number=int(number), merged_into=into.customer_id if into else 0)
    typed = folded(name).split()
    without = [word for word in typed if word.rstrip(".") not in _TITLES]
    bare = [word.removesuffix("ji") if len(word) > 5 else word for word in without]
    tried: list[list[str]] = []
    for words in (typed, without, bare):
        if words and words not in tried:
            tried.append(words)
            ranked = sorted(
                (rank, one.id, one)
                for one in islice(store.search(Customer, " ".join(words)), _LOOKED_AT)
                if (rank := _rank(one, words)) is not None
            )
            best = [one for rank, _, one in ranked if rank == ranked[0][0]]
            if best:
                return Who(tuple(best[:SHOWN]), more=max(0, len(best) - SHOWN))
    return _nearly(store, without) if without else Who()


def contact_in(head: str) -> tuple[str, Contact] | None:
    """What is before the colon, where it tells of a contact: the name in it, and how the two met."""
    words = folded(head).split()
    spelled = head.split()
    for count in (2, 1):
        if len(words) <= count:
            continue
        before, behind = " ".join(words[:count]), " ".join(words[-count:])
        if before in _WE:
            return " ".join(spelled[count:]), (_WE[before], Direction.OUT)
        if before in _THEY_BEFORE:
            return " ".join(spelled[count:]), (_THEY_BEFORE[before], Direction.IN)
        if behind in _THEY_BEHIND:
            return " ".join(spelled[:-count]), (_THEY_BEHIND[behind], Direction.IN)
    return None


def staff_called(records: Records, words: str) -> tuple[Member, ...]:
    """The members of staff that are called so: by login or whole name, else by the first part of the name."""
    everybody = records.find(Member)
    if exact := [one for one in everybody if one.is_called(words)]:
        by_login = [one for one in exact if folded(one.login) == folded(words)]
        return tuple(by_login or exact)
    wanted = folded(words)
    return tuple(one for one in everybody if wanted and wanted in folded(one.name).split())


def deals_of(records: Records, customer_id: int) -> tuple[Deal, ...]:
    """The deals that a line about this customer may mean: those under way first, then those that live."""
    deals = records.find(Deal, customer_id=customer_id)
    return (*(one for one in deals if one.is_open), *(one for one in deals if one.stage in _LIVE))


def named(deals: Iterable[Deal], words: Sequence[str]) -> tuple[Deal, ...]:
    """The deals in whose title each of these words begins a word; those under way, where there are any."""
    found = [one for one in deals if words and _all_begin(words, _words(one.title))]
    exact = [one for one in found if [folded(word) for word in words] == _words(one.title)]
    return tuple(exact or [one for one in found if one.is_open] or found)


def spoken_of(deals: Iterable[Deal], words: Sequence[str]) -> tuple[Deal, ...]:
    """The deals of which most of these words speak: by words of the title, or by its first letters (``FD``)."""
    meant = {folded(word) for word in words} - _EMPTY
    scored = []
    for deal in deals:
        title = [word for word in _words(deal.title) if word not in _EMPTY]
        score = 2 * len(meant.intersection(title))
        initials = {"".join(word[0] for word in title[:count]) for count in (2, 3) if len(title) >= count}
        score += 2 * bool(meant & initials)
        if score:
            scored.append((score, deal))
    best = max((score for score, _ in scored), default=0)
    found = [deal for score, deal in scored if score == best]
    return tuple([one for one in found if one.is_open] or found)


def _rank(one: Customer, typed: Sequence[str]) -> int | None:
    """How well a name fits; None if it does not."""
    name = folded(one.name)
    wanted = " ".join(typed)
    if name == wanted:
        return 0
    words = _words(one.name)
    if all(word in words for word in _pieces(typed)):
        return 1
    if _all_begin(_pieces(typed), words):
        return 2
    place = _words(one.place)
    rest = [word for word in _pieces(typed) if not any(other.startswith(word) for other in words)]
    if 0 < len(rest) < len(_pieces(typed)) and all(word in place for word in rest):
        return 3
    return 4 if wanted in name and len(wanted) > 2 else None


def _nearly(store: Store, typed: Sequence[str]) -> Who:
    """The customers whose names differ from what was typed by a slip in a word, or by the script that they are in."""
    wanted = _pieces(typed)
    spelled = [romanised(word) for word in wanted]
    if not any(len(word) > 3 for word in spelled):
        return Who()
    sounds = [sound(word) for word in spelled]
    found: list[int] = []
    for record_id, name in store.fields(Customer, "name"):
        words = _words(name)
        if all(any(_slipped(word, other) for other in words) for word in wanted):
            found.append(record_id)
        elif (latin := romanised(name)) != name or spelled != wanted:
            others = {sound(word) for word in _words(latin)}
            if others.issuperset(sounds):
                found.append(record_id)
    ones = [one for number in found[:SHOWN] if (one := store.get(Customer, number)) is not None]
    return Who(tuple(ones), near=True, more=max(0, len(found) - SHOWN))


def _slipped(typed: str, meant: str) -> bool:
    if meant == typed or (len(typed) > 2 and meant.startswith(typed)):
        return True
    return len(typed) > 3 and typed[0] == meant[0] and one_slip(typed, meant)


def _all_begin(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(folded(one)) for word in words) for one in typed)


def _words(text: str) -> list[str]:
    return _pieces(_NAME_WORD.findall(folded(text)))


def _pieces(words: Iterable[str]) -> list[str]:
    """Words without full stops and apostrophes: O'Brien is obrien."""
    plain = (word.replace("'", "").replace("’", "").replace(".", "") for one in words for word in one.split("&"))
    return [word for word in plain if word]
