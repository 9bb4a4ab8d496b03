"""Passages joined with what they point at elsewhere in the paper: footnotes, definitions, other clauses."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import How, Link, Passage
from crm_tui.comparison.quantities import quantities

_MOST_LINKS = 6
_LONGEST = 1_500
_FURTHER = 400

_NOTE_BODY = expression(
    r"\s*(\*{1,3}|[†‡§#^]|\[\d{1,2}\]|\(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]|note \d{1,2}\s?[:.)-])\s?(?=\S)", re.I
)
_NOTE_MARK = expression(
    r"(?<=[\w%.)/-])(\*{1,3}|[†‡^]|\[\d{1,2}\]|\(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹])(?![\w*¹²³⁴⁵⁶⁷⁸⁹])|(?<=\w\s)(\*{1,3}|[†‡]|\[\d{1,2}\])(?=$|[\s|:])|"
    r"(?<=[\w%.)-]\s)(\(\d{1,2}\))$|\b(?:see )?(note \d{1,2})\b",
    re.IGNORECASE,
)
_A_CLAUSE = expression(
    r"(?:clauses?|sections?|articles?|rules?|regulations?|paras?|schedules?|u/s|s\.)\s?[\d.]*$", re.I
)
_SQUARE = expression(r"\b(?:m|sq|ft|cm|km|mm)$", re.IGNORECASE)

_DEFINED = expression(
    r"[\"“”']([A-Z][^\"“”']{1,50})[\"“”']\s?(?:\([^)]{0,40}\)\s?)?,?\s?(?:shall |will )?"
    r"(?:means?|refers? to|has the meaning|have the meaning|is defined as|is\b|:|=|-|\u2013)"
)
_NAMED = expression(
    r"\((?:hereinafter |hereafter )?(?:referred to as |called |collectively,? )?(?:the |each,? an? |an? )?"
    r"[\"“”']([A-Z][^\"“”']{1,50})[\"“”']\)"
)
_BARE = expression(r"\s*([A-Z][\w-]*(?: (?:of |and |the )?[A-Z][\w-]*){0,4}) (?:shall mean|means) ")
_PARTIES = frozenset(
    re.findall(
        r"\w+",
        "agreement contract company customer borrower lender bank party parties lessor lessee landlord tenant employer "
        "employee licensor licensee supplier seller buyer purchaser contractor client vendor service services insured "
        "insurer provider owner resident executive subscriber member policy loan lease letter note business user",
    )
)
"""Defined in every agreement, and never with a value."""
_CAPITAL_WORDS = expression(r"\b[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4}")

_ID = (
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}(?:\s?\([a-zA-Z0-9]{1,4}\)){0,3}|[IVX]{1,5}(?!\w)|[A-Z](?:-?\d{1,2})?(?!\w)"
    r"|(?:One|Two|Three|Four|Five|Six|First|Second|Third)\b)"
)
_MARKUP = expression(r"^\s*[#*]{1,6}\s*")
_PART = (
    r"(?:clause|section|article|schedule|annex(?:ure|e)?|exhibit|appendix|part|paragraph|para|item|table|attachment|"
    r"addendum)"
)
_REFERENCE = expression(rf"(?:\b(?i:{_PART})s?\.?|§)\s(?:(?i:no)\.?\s)?({_ID})(?:\s?(?:,|and|or|&|to)\s?({_ID}))?")
_ORDINAL = expression(r"\b(First|Second|Third|Fourth|Fifth) (Schedule|Annexure|Appendix)\b")
_UNNUMBERED = expression(
    r"\b(?:set out|specified|stated|shown|given|mentioned|listed|detailed|described|as per|see|in|under|of)\s(?:in\s)?"
    r"the\s(?:attached\s|enclosed\s)?(Schedule|Annexure|Appendix|Exhibit|Annex)\b(?! (?:of|[A-Z0-9]))"
)
_SUBJECT = expression(
    r"\b(?:subject(?: always)? to|except (?:as|for|where|to the extent)|save (?:as|for)|unless|excluding|provided in|"
    r"without prejudice to|conditions? (?:of|in|set out in))\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_LAW = expression(
    r"\s?(?:\([^)]{1,12}\)\s?){0,3}(?:,\s)?(?:of|under|to)\s(?:the\s|that\s)?(?:[\w'&-]+\s){0,8}?(?:Act|Code|Regulations?|"
    r"Rules|Law|Statutes?|Directive|Ordinance|Order|Constitution|U\.S\.C|BGB|Bill|Guidelines|Directions)\b"
)
_ELSEWHERE = expression(
    r"\s?,?(?:of|to|in)\s(?:the\s|that\s|your\s)(?!present|this|said)(?:[\w'&-]+\s){0,4}?"
    r"(?:Agreement|Contract|Policy|Terms|Conditions|Plan|Lease|Deed|Letter|wording|booklet)\b"
)
_HEAD = expression(rf"\s*(?:the\s)?({_PART})\s(?:no\.?\s)?({_ID})(?=\W|$)", re.IGNORECASE)
_HEAD_ORDINAL = expression(r"\s*(?:the\s)?(first|second|third|fourth|fifth)\s(schedule|annexure|appendix)\b", re.I)
_HEAD_BARE = expression(r"\s*(?:the\s)?(schedule|annexure|appendix|exhibit|annex)\b(?!\s(?:of|[\dIVXA-Z]))", re.I)
_COUNTED = {
    word: str(value)
    for words in ("one two three four five six", "first second third fourth fifth sixth")
    for value, word in enumerate(words.split(), 1)
}
_ROMANS = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}
_SAME = {"annexure": "annex", "annexe": "annex", "para": "paragraph"}
_NUMBERED = ("clause", "section", "article", "paragraph")
"""Parts whose number alone stands before the clause: "clause 4" is what begins with "4."."""

_LOOSE = ("item", "table", "part", "paragraph")
"""Parts that a paper names without any heading of theirs: nobody can say that they are absent."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where each thing that can be pointed at stands."""

    notes: dict[str, list[int]]
    defined: dict[str, int]
    parts: dict[tuple[str, str], tuple[int, ...]]
    any_part: dict[str, tuple[int, ...]]
    numbers: dict[str, tuple[int, ...]]


def linked(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with their links; the words of footnotes stand behind ``further`` too."""
    parts = _parts(found)
    firsts = {kind: parts[kind, name] for kind, name in reversed(parts)}
    index = _Index(_notes(found), _definitions(found), parts, firsts, _numbers(found))
    return tuple(_with_links(passage, place, found, index) for place, passage in enumerate(found))


def _with_links(passage: Passage, place: int, found: Sequence[Passage], index: _Index) -> Passage:
    if passage.titled:
        return passage
    links: dict[tuple[How, str], Link] = {}
    for link in _links(passage, place, found, index):
        links.setdefault((link.how, link.mark.lower()), link)
        if len(links) >= _MOST_LINKS:
            break
    if not links:
        return passage
    notes = [link for link in links.values() if link.how is How.FOOTNOTE]
    further = " ".join(filter(None, (passage.further, *(link.text[:_FURTHER] for link in notes))))
    text = passage.text
    for note in notes:
        # the 1 of "Rs 500 (1)" is no figure; blanks keep every other letter in its place
        text = text.replace(note.mark, " " * len(note.mark))
    return replace(passage, text=text, links=tuple(links.values()), further=further)


def _links(passage: Passage, place: int, found: Sequence[Passage], index: _Index) -> Iterator[Link]:
    for mark in _marks(passage.text):
        places = index.notes.get(_note_name(mark), [])
        # a note stands behind its mark; the next one is meant where marks begin anew on each page
        below = bisect_right(places, place)
        if below < len(places):
            yield _link(How.FOOTNOTE, mark, _tail(found, places[below]), found)
    yield from _references(passage, place, found, index)
    for match in _CAPITAL_WORDS.finditer(passage.text):
        words = match[0].split()
        for first in range(len(words)):
            name = " ".join(words[first:])
            where = index.defined.get(name.lower())
            if where is not None and where != place:
                yield _link(How.DEFINITION, name, (where,), found)
                break


def _marks(text: str) -> Iterator[str]:
    body = _NOTE_BODY.match(text)
    for match in _NOTE_MARK.finditer(text, body.end() if body else 0):
        mark = match[match.lastindex or 0]
        before = text[max(0, match.start() - 16) : match.start()]
        if mark[0] == "(" and _A_CLAUSE.search(before):
            continue
        if mark[0] in "²³" and _SQUARE.search(before):
            continue
        yield mark


def _note_name(mark: str) -> str:
    return " ".join(mark.lower().rstrip(":.)- ").split()) if mark[0] in "nN" else mark


def _notes(found: Sequence[Passage]) -> dict[str, list[int]]:
    """Where the text of each footnote begins."""
    notes: dict[str, list[int]] = defaultdict(list)
    listed = ""
    for place, passage in enumerate(found):
        if passage.titled:
            listed = passage.text.strip(" :").lower()
        match = _NOTE_BODY.match(passage.lines[0].text) if passage.first else None
        if match and not (match[1] == "*" and _is_bullet(found, place)):
            notes[_note_name(match[1])].append(place)
        if listed in ("notes", "note", "footnotes") and passage.number.isdigit():
            notes[f"note {passage.number}"].append(place)
    return notes


def _is_bullet(found: Sequence[Passage], place: int) -> bool:
    """Whether a star belongs to a list: another one stands before or behind it."""
    line = found[place].lines[0]
    near = (one.lines[0] for one in (*found[max(0, place - 3) : place], *found[place + 1 : place + 4]))
    return any(one.text.lstrip().startswith("* ") for one in near if one != line)


def _tail(found: Sequence[Passage], place: int) -> tuple[int, ...]:
    """A note with the sentences that follow it in its paragraph."""
    places = [place]
    while len(places) < 4 and places[-1] + 1 < len(found) and _goes_on(found[places[-1] + 1]):
        places.append(places[-1] + 1)
    return tuple(places)


def _goes_on(passage: Passage) -> bool:
    return not passage.first and not passage.titled and not passage.label and not passage.number


def _definitions(found: Sequence[Passage]) -> dict[str, int]:
    """Defined terms whose definition holds a value: where it stands."""
    defined: dict[str, int] = {}
    for place, passage in enumerate(found):
        if passage.titled:
            continue
        text = passage.text
        names = []
        for pattern in (_DEFINED, _NAMED, _BARE):
            for match in pattern.finditer(text) if pattern is not _BARE else filter(None, (_BARE.match(text),)):
                names.append(match[1])
        if passage.label and "definition" in passage.heading.lower():
            names.append(text[: passage.label].strip(" :\"“”'"))
        if names and any(one.dimension != "number" for one in quantities(text)):
            for name in names:
                plain = " ".join(name.split()).rstrip(",").lower()
                if plain not in _PARTIES:
                    defined.setdefault(plain, place)
    return defined


def _parts(found: Sequence[Passage]) -> dict[tuple[str, str], tuple[int, ...]]:
    """The passages below each heading such as "Schedule 2" or "PART B"."""
    begun: dict[tuple[str, str], list[int]] = {}
    open_parts: dict[str, list[int]] = {}
    for place, passage in enumerate(found):
        name = _part_named(passage)
        if name is not None:
            # a schedule ends where any schedule begins; a part or section inside it does not end it
            if name[0] not in ("part", "section", "article", "paragraph", "item", "table", "clause"):
                open_parts.clear()
            open_parts.pop(name[0], None)
            if name not in begun or len(begun[name]) <= 1:
                begun[name] = open_parts[name[0]] = []
        for places in open_parts.values():
            places.append(place)
    return {name: tuple(places) for name, places in begun.items()}


def _part_named(passage: Passage) -> tuple[str, str] | None:
    if not passage.titled and not (passage.first and len(passage.text) < 90 and not passage.text.endswith(".")):
        return None
    # the number of a heading is no part of its text
    text = _MARKUP.sub("", passage.lines[0].text)
    if match := _HEAD.match(text):
        return _part(match[1]), _plain(match[2])
    if match := _HEAD_ORDINAL.match(text):
        return _part(match[2]), _plain(match[1])
    if match := _HEAD_BARE.match(text):
        return _part(match[1]), ""
    return None


def _part(word: str) -> str:
    word = word.lower()
    return _SAME.get(word, word)


def _plain(name: str) -> str:
    name = re.sub(r"\s", "", name)
    return _COUNTED.get(name.lower()) or _ROMANS.get(name.upper()) or name.lower().rstrip(".")


def _numbers(found: Sequence[Passage]) -> dict[str, tuple[int, ...]]:
    """The passages of each numbered clause, those of its sub-clauses among them."""
    numbers: dict[str, list[int]] = {}
    current = letter = ""
    for place, passage in enumerate(found):
        number = passage.number
        if passage.titled and not number:
            current = letter = ""
        elif number[:1].isdigit():
            current, letter = number, ""
        elif number and current:
            letter = f"({number.lower()})"
        if not current:
            continue
        whole = current
        while whole:
            numbers.setdefault(whole, []).append(place)
            whole = whole.rpartition(".")[0]
        if letter:
            numbers.setdefault(current + letter, []).append(place)
    return {number: _unbroken(places) for number, places in numbers.items()}


def _unbroken(places: list[int]) -> tuple[int, ...]:
    """The first stretch: the same number further on belongs to a schedule that counts anew."""
    for length in range(1, len(places)):
        if places[length] != places[length - 1] + 1:
            return tuple(places[:length])
    return tuple(places)


def _references(passage: Passage, place: int, found: Sequence[Passage], index: _Index) -> Iterator[Link]:
    text = passage.text
    for match in _REFERENCE.finditer(text):
        after = text[match.end() : match.end() + 90]
        if _LAW.match(after):
            continue
        part = _part(re.split(r"[s.]?\s", match[0], maxsplit=1)[0].rstrip("s.")) if match[0][0] != "§" else "section"
        how = How.SUBJECT if _SUBJECT.search(text[max(0, match.start() - 60) : match.start()]) else How.REFERENCE
        if _ELSEWHERE.match(after):
            yield Link(How.OUTSIDE, match[0])
            continue
        for name in filter(None, match.groups()):
            mark = match[0] if not match[2] else f"{part} {name}"
            yield from _to(how, mark, part, _plain(name), place, found, index)
    for match in _ORDINAL.finditer(text):
        yield from _to(How.REFERENCE, match[0], _part(match[2]), _plain(match[1]), place, found, index)
    for match in _UNNUMBERED.finditer(text):
        yield from _to(How.REFERENCE, f"the {match[1]}", _part(match[1]), "", place, found, index)


def _to(
    how: How, mark: str, part: str, name: str, place: int, found: Sequence[Passage], index: _Index
) -> Iterator[Link]:
    places: tuple[int, ...] = index.parts.get((part, name), ())
    if not places and part in _NUMBERED:
        places = index.numbers.get(name, ()) or index.numbers.get(name.partition("(")[0], ())
    if not places and not name:
        # "the Schedule" where the paper numbers its schedules: the first one is likely
        places = index.any_part.get(part, ())
    if (places and places[0] <= place <= places[-1]) or (not places and part in _LOOSE):
        return
    yield _link(how, mark, places, found)


def _link(how: How, mark: str, places: Sequence[int], found: Sequence[Passage]) -> Link:
    text = ""
    kept: list[int] = []
    for place in places:
        if len(text) >= _LONGEST:
            break
        text += (" " if text else "") + found[place].text
        kept.append(place)
    lines = dict.fromkeys(line for place in kept for line in found[place].lines)
    return Link(how, mark, text[:_LONGEST], tuple(places[:400]), tuple(lines))
