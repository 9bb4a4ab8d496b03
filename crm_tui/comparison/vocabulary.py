"""The vocabulary: where the names of the known kinds stand in a text, and which packs an area reads."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from crm_tui.comparison.kinds import Kind as Kind
from crm_tui.comparison.kinds import kinds as kinds
from crm_tui.comparison.kinds import packs, remembered
from crm_tui.comparison.names import SMALL, Node, bearing, names
from crm_tui.comparison.words import content, stems, tokens, words_of
from crm_tui.domain.deal import Area


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a kind in a text."""

    kind: Kind
    """Which."""

    start: int
    """Where the name begins."""

    end: int
    """Where it ends."""

    alias: str
    """The name as the pack writes it."""


def _carrying(words: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words without the small ones that some put in and others leave out."""
    return [one for one in words if one[0] not in SMALL] or list(words)


@remembered()
def _known_words() -> Mapping[str, None]:
    """The longer words of the vocabulary in the order of the alphabet, by which a slip of the pen is put right."""
    every = {word for kind in kinds().values() for word in " ".join(kind.aliases).split()}
    words = set().union(*map(words_of, every))
    return dict.fromkeys(sorted(word for word in words if len(word) > 5))


@remembered(4096)
def _put_right(word: str) -> str:
    known = _known_words()
    if len(word) < 6 or word in known or not word.isalpha():
        return word
    near = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=87)
    return near[0] if near is not None and near[0][0] == word[0] else word


def mentions(text: str, areas: Sequence[str], *, typed: bool = False) -> tuple[Mention, ...]:
    """The kinds named in a text, in its order; the longest name wins, then the pack that stands first in ``areas``.

    A pack that is not in ``areas`` is not read. Of a text that was ``typed`` in haste, slips are put right.
    """
    read = _remembered if len(text) <= _SHORT else _remembered_of_long
    return read(text, tuple(areas), typed)


def _mentions(text: str, areas: tuple[str, ...], typed: bool) -> tuple[Mention, ...]:
    words, candidates = (_phrases if len(text) <= _SHORT else _followed)(text, typed)
    return _chosen(words, candidates, areas) or (_scattered(words, areas) if typed else ())


def _scattered(words: Sequence[tuple[str, int, int]], areas: Sequence[str]) -> tuple[Mention, ...]:
    """The kind with the longest name whose words stand in a short text in any order, if there is but one such kind.

    "They own everything that we build" names what a pack calls "own what we build".
    """
    if len(words) > _MOST_SCATTERED:
        return ()
    begun = names().begun
    ends: list[tuple[tuple[int, ...], Node]] = [
        ((first,), node) for first, (word, _, _) in enumerate(words) if (node := begun(word)) is not None
    ]
    best: list[tuple[int, int, Kind, str]] = []
    while ends:
        used, node = ends.pop()
        if len(content(node.text)) > 1 and len(used) > 1:
            named = [(areas.index(area), kind) for area, kind in node.named if area in areas]
            best.extend((-len(used), rank, kind, node.text) for rank, kind in named)
        ends.extend(
            ((*used, place), further)
            for place, (word, _, _) in enumerate(words)
            if place not in used and (further := node.further.get(word)) is not None
        )
    if not best:
        return ()
    best = [one for one in best if one[:2] == min(one[:2] for one in best)]
    if len({kind.id for _, _, kind, _ in best}) > 1:
        return ()
    _, _, kind, text = best[0]
    held = set(words_of(text))
    places = [(start, end) for word, start, end in words if word in held]
    return (Mention(kind, places[0][0], places[-1][1], text),)


_MOST_SCATTERED = 12


def _chosen(
    words: Sequence[tuple[str, int, int]], candidates: Sequence[tuple[int, int, Node]], areas: Sequence[str]
) -> tuple[Mention, ...]:
    rank = {area: place for place, area in enumerate(areas)}
    taken = [False] * len(words)
    barred: dict[str, set[int]] = {}
    found: list[Mention] = []
    for first, last, node in candidates:
        for kind in node.barred:
            barred.setdefault(kind.id, set()).update(range(first, last + 1))
        if True in taken[first : last + 1]:
            continue
        named = [
            (rank[area], kind) for area, kind in node.named if area in rank and first not in barred.get(kind.id, ())
        ]
        if not named:
            continue
        best = min(place for place, _ in named)
        taken[first : last + 1] = [True] * (last + 1 - first)
        found.extend(
            Mention(kind, words[first][1], words[last][2], node.text) for place, kind in named if place == best
        )
    found.sort(key=lambda one: (one.start, one.kind.id))
    return tuple(found)


_SHORT = 4000
# the same clause is asked for its names by each rule, and for the names of each area
_remembered = remembered(32768)(_mentions)
_remembered_of_long = remembered(512)(_mentions)


def _followed(text: str, typed: bool) -> tuple[Sequence[tuple[str, int, int]], Sequence[tuple[int, int, Node]]]:
    """The words of a text, and every phrase of the tree in them by its first and last word, the longest first."""
    words = _carrying(tokens(text))
    if typed:
        words = [(_put_right(word), start, end) for word, start, end in words]
    found: list[tuple[int, int, Node]] = []
    begun = names().begun
    for first, (word, _, _) in enumerate(words):
        node, last = begun(word), first
        while node is not None:
            if node.named or node.barred:
                found.append((first, last, node))
            last += 1
            behind = last + _MOST_FIGURES
            while typed and last < behind and _holds_figure(node, words, last):
                last += 1
            node = node.further.get(words[last][0]) if last < len(words) else None
    found.sort(key=lambda one: (one[0] - one[1], one[0]))
    return words, found


def _holds_figure(node: Node, words: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Whether what is said of a thing stands inside its name: "can draw for 10 years".

    A name that ends before the figure has its figure behind it.
    """
    if place >= len(words) or node.named or words[place][0] in node.further:
        return False
    word = words[place][0]
    return word[0].isdigit() or word in _FIGURES


_FIGURES = stems("one two three four five six seven eight nine ten twelve fifteen twenty thirty lakh lac rs inr usd")
_MOST_FIGURES = 6
"""More words of figures than this stand inside no name."""
_phrases = remembered(16384)(_followed)


_PACKS_OF_AREA = {
    "loan": ("loan", "card", "general"),
    "card": ("card", "loan", "general"),
    "deposit": ("deposit", "card", "general"),
    "insurance": ("insurance", "general"),
    "telecom": ("telecom", "service", "general"),
    "service": ("service", "telecom", "general"),
    "lease": ("lease", "general"),
    "b2b": ("b2b", "telecom", "service", "general"),
    "employment": ("employment", "general"),
}
_SHIPPED = frozenset(area for areas in _PACKS_OF_AREA.values() for area in areas)


def reading_order(area: str, text: str = "") -> tuple[str, ...]:
    """The packs that an area reads, its own first; all of them where the area is not known.

    The packs of areas that a firm has added are read for every area.
    Where the words of ``text`` speak nearly as much for a second area, that is read too.
    """
    named = tuple(pack.area for pack in packs())
    own = [one for one in _PACKS_OF_AREA.get(area, dict.fromkeys((area, *named))) if one in named]
    own[-1:-1] = [one for one in named if one not in own and one not in _SHIPPED]
    weights = _weights(text) if text else {}
    second = max((one for one in weights if one != area), key=lambda one: weights[one], default=area)
    least = max(_SEVERAL, weights.get(area, 0.0) * 0.7)
    if weights.get(second, 0.0) >= least and second not in own:
        own.insert(len(own) - 1, second)
    return tuple(own)


_SEVERAL = 3.0
"""One name alone does not call for a second pack."""


def guess_area(text: str) -> str:
    """The area whose pack knows most of the words of a text; empty when none does."""
    weights = _weights(text)
    best = max(weights, key=lambda area: weights[area])
    return best if weights[best] else ""


@remembered(128)
def _weights(text: str) -> Mapping[str, float]:
    """How much a text speaks of each area.

    In a long text a name that several areas have tells little of which it is, and of a pack with many names more stand
    there by chance.
    """
    weights: dict[str, float] = {}
    phrases = _followed(text, False)
    sizes = _sizes()
    usual = sum(sizes.values()) / len(sizes)
    chance = min(1.0, max(0, len(phrases[0]) - _BRIEF) / _LONG)
    for area in (*(str(area) for area in Area if area is not Area.OTHER), "card"):
        seen: dict[str, float] = {}
        for mention in _chosen(*phrases, (area,)):
            weight = len(bearing(words_of(mention.alias))) / _owners(mention.alias) ** (2 * chance)
            seen[mention.kind.id] = max(weight, seen.get(mention.kind.id, 0.0))
        weights[area] = sum(seen.values()) * (usual / sizes.get(area, 1)) ** (chance / 2)
    return weights


_BRIEF, _LONG = 100, 400
"""The words of a text up to which names do not stand by chance, and so many more until they surely do."""


@remembered()
def _sizes() -> Mapping[str, int]:
    """How many names each area has."""
    return Counter(kind.area for kind in kinds().values() for _ in kind.aliases)


@remembered(4096)
def _owners(name: str) -> int:
    """How many areas have a name."""
    own = {one.partition(".")[0] for one in names().alike(name)}
    return max(1, len(own - {"general"}))


DEFAULTS = {
    "loan": {"money": "loan.amount", "duration": "loan.tenure", "rate": "loan.rate"},
    "deposit": {"money": "deposit.deposit_amount", "duration": "deposit.tenure", "rate": "deposit.rate"},
    "insurance": {
        "money": "insurance.sum_insured",
        "money a year": "insurance.premium",
        "money a month": "insurance.premium",
    },
    "telecom": {
        "money": "telecom.monthly_fee",
        "duration": "telecom.term",
        "speed": "telecom.speed",
        "data": "telecom.data",
    },
    "service": {
        "money": "service.monthly_fee",
        "money a year": "service.annual_fee",
        "money a hour": "service.session_price",
    },
    "lease": {"money": "lease.rent", "duration": "lease.term"},
    "b2b": {
        "money": "b2b.price",
        "money a hour": "b2b.hourly_rate",
        "money a day": "b2b.hourly_rate",
        "duration": "b2b.term",
        "speed": "telecom.speed",
    },
    "employment": {
        "money": "employment.salary",
        "money a month": "employment.salary",
        "money a year": "employment.salary",
    },
}
"""What a figure means where nothing names it, by area and dimension."""
