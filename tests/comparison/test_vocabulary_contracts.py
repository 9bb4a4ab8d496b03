"""How much of what papers and desks write of contracts, employment and insurance is known by name.

The phrases were written from the published forms and usual clauses of these trades. Save those of insurance, they were
written before anyone looked at the packs and none is from the labelled cases: the share that is heard shows how a pack
fares with words that nobody showed it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.promises import promises_in
from crm_tui.comparison.vocabulary import kinds, mentions, reading_order

PHRASES = Path(__file__).parent / "phrases"
AREAS = ["telecom", "service", "lease", "b2b", "employment", "insurance"]
TODAY = date(2026, 11, 21)
ENOUGH = 0.97


def phrases(area: str, writer: str) -> Iterator[tuple[str, str]]:
    """The id of a kind and a phrase that names it, as far as that writer would write it."""
    heard = ""
    for line in (PHRASES / f"{area}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heard = line
        elif writer in heard and line:
            kind, _, text = line.partition(" = ")
            yield f"{area}.{kind}", text


def named(text: str, area: str) -> set[str]:
    return {mention.kind.id for mention in mentions(text, reading_order(area))}


def promised(text: str, area: str) -> set[str]:
    """What a desk's fragment is taken to speak of: by name, or as what a bare figure means in that area."""
    order = reading_order(area)
    heard = {mention.kind.id for mention in mentions(text, order, typed=True)}
    return heard | {one.claim.term for one in promises_in(text, order, area, TODAY) if one.claim.term}


@pytest.mark.parametrize("area", AREAS)
def test_nearly_every_phrase_is_heard_as_the_kind_that_it_names(area: str) -> None:
    papers, desks = list(phrases(area, "papers")), list(phrases(area, "desks"))
    missed = [(kind, text) for kind, text in papers if not kin_of(kinds()[kind]) & named(text, area)]
    missed += [(kind, text) for kind, text in desks if not kin_of(kinds()[kind]) & promised(text, area)]
    assert min(len(papers), len(desks)) >= 100
    assert len(missed) <= len(papers + desks) * (1 - ENOUGH), missed


@pytest.mark.parametrize("area", AREAS)
def test_every_kind_of_the_phrases_is_a_kind_of_the_packs(area: str) -> None:
    spoken = {kind for writer in ("papers", "desks") for kind, _ in phrases(area, writer)}
    assert spoken - set(kinds()) == set()
