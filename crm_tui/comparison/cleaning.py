"""The lines of a paper without what only dresses it: frames, leaders, page numbers, running titles, contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crm_tui.comparison.expressions import expression
from crm_tui.domain.document import PaperLine

LONGEST_LINE = 20_000
"""A line is read up to here."""

_FRAMES = str.maketrans(
    {
        **dict.fromkeys("│┃║┆┊╎", "|"),
        **dict.fromkeys("─━═╌┄┈", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫", "+"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2002\u2003\u2009", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
        **dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff\u00ad", ""),
    }
)  # fmt: skip
_BOLD = expression(r"\*\*|__|`")
_LEADERS = expression(r"\.{4,}|(?:\s\.){4,}|_{4,}|…{2,}|·{4,}")
_BARE_RULE = expression(r"^(\s*)[-=~*]{3,}(?=\s+\w)|(?<=\S)\s+[-=~*]{3,}\s*$")
_PAGE_NUMBER = expression(
    r"\s*(?:(?:page|pg\.?|seite|pagina|página)\s{0,2}\d{1,4}(?:\s?(?:of|/|von|de|di)\s?\d{1,4})?|\d{1,4}\s?(?:of|/)\s?\d{1,4}"
    r"|[-–—]\s?\d{1,3}\s?[-–—]|\[page \d{1,4}\])\s*\.?",
    re.IGNORECASE,
)
_LONE_NUMBER = expression(r"\s*(?:\d{1,3}|[ivx]{1,5})\s*")
_SIGNED = expression(r"_{4,}")
_ENDS_IN_PAGE = expression(r"(?:\.{3,}|(?:\s\.){3,}|…)\s*(\d{1,3})\s*$")
_CONTENTS = expression(r"\s*#{0,3}\s*(?:table of )?contents:?\s*$", re.IGNORECASE)
_EDGE = 3
_CENTRED = 20


@dataclass(frozen=True, slots=True)
class Clean:
    """A line ready to be cut into cells."""

    text: str
    """Its words in their columns; empty for a gap."""

    line: PaperLine
    """As the paper has it."""

    turned: bool = False
    """Whether a page was turned above it: a sentence may go on here."""


def cleaned(lines: Sequence[PaperLine]) -> Iterator[Clean]:
    """The lines that say something, and the empty ones between them."""
    running = _running(lines)
    contents = _contents(lines)
    turned = False
    page = lines[0].page if lines else 1
    for place, line in enumerate(lines):
        turned = turned or line.page != page
        page = line.page
        if place in contents:
            continue
        if place in running or _is_page_number(lines, place):
            turned = True
            continue
        text = _plain(line.text)
        if not text and turned:
            continue
        yield Clean(text, line, turned)
        turned = False


def _plain(text: str) -> str:
    text = text[:LONGEST_LINE].translate(_FRAMES)
    if text.lstrip().startswith(("|", "**", "*")):
        text = _BOLD.sub("  ", text)
    if "\t" in text:
        # a tab parts columns, however short
        text = text.replace("\t", "  \t").expandtabs(8)
    if "..." in text or ". ." in text or "…" in text or "·" in text or "____" in text:
        if _SIGNED.search(text) and not any(letter.isdigit() for letter in text):
            # a line to sign on
            return ""
        if any(letter.isalnum() for letter in text):
            text = _LEADERS.sub(lambda match: " " * max(3, len(match[0])), text)
    text = _BARE_RULE.sub(lambda match: match[1] or "", text) if text.count("---") or text.count("===") else text
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text.rstrip()


def _is_page_number(lines: Sequence[PaperLine], place: int) -> bool:
    text = lines[place].text
    if len(text) > 120:
        return False
    if _PAGE_NUMBER.fullmatch(text):
        return True
    if not _LONE_NUMBER.fullmatch(text) or len(text) - len(text.lstrip()) < _CENTRED:
        return False
    return all(
        not 0 <= other < len(lines) or not lines[other].text.strip() or lines[other].page != lines[place].page
        for other in (place - 1, place + 1)
    )


def _running(lines: Sequence[PaperLine]) -> frozenset[int]:
    """The lines at the top or foot of most pages that are the same but for their numbers."""
    if not lines or lines[-1].page - lines[0].page < 2:
        return frozenset()
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.text.strip():
            by_page[line.page].append(place)
    seen: Counter[str] = Counter()
    edges: dict[int, str] = {}
    for places in by_page.values():
        own = {place: _numberless(lines[place].text) for place in (*places[:_EDGE], *places[-_EDGE:])}
        edges.update(own)
        seen.update(set(own.values()))
    often = max(3, (len(by_page) + 1) // 2)
    return frozenset(place for place, text in edges.items() if seen[text] >= often and len(lines[place].text) < 160)


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())


def _contents(lines: Sequence[PaperLine]) -> frozenset[int]:
    """The lines of a table of contents: they end in leaders and page numbers that never fall."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    below = False
    for place, line in enumerate(lines):
        text = line.text[:400].rstrip()
        match = _ENDS_IN_PAGE.search(text[-60:]) if text[-1:].isdigit() else None
        if match and int(match[1]) >= last:
            run.append(place)
            last = int(match[1])
            continue
        if not text:
            continue
        if len(run) >= (2 if below else 4):
            found.update(run)
        run, last = [], 0
        below = bool(_CONTENTS.match(text))
    if len(run) >= (2 if below else 4):
        found.update(run)
    return frozenset(found)
