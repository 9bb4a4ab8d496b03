"""The vocabulary packs are data: these tables keep them consistent."""

import re
import tomllib
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from crm_tui.comparison.names import NO_NAMES, bearing
from crm_tui.comparison.vocabulary import mentions
from crm_tui.comparison.words import stems, tokens

PACKS = Path(__file__).parents[2] / "crm_tui" / "comparison" / "packs"
AREAS = ["loan", "card", "deposit", "insurance", "telecom", "service", "lease", "b2b", "employment", "general"]
ENUMS = {
    "dimension": {
        "rate",
        "money",
        "charge",
        "duration",
        "date",
        "count",
        "speed",
        "data",
        "ratio",
        "category",
        "provision",
    },
    "direction": {"low", "high", "exact"},
    "severity": {"block", "warn", "note"},
    "money": {"instalment", "once", "per_month", "per_year", "contingent", "none"},
}
FIELDS = {"id", "label", "aliases", "excludes", "dimension", "direction", "tolerance", "surprise", "severity", "money"}


def pack(area: str) -> dict[str, Any]:
    return tomllib.loads((PACKS / f"{area}.toml").read_text(encoding="utf-8"))


KINDS = {area: pack(area)["kind"] for area in AREAS}
every_kind = pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)


def words(phrase: str) -> tuple[str, ...]:
    """A phrase as the reader sees it: hyphens and plurals make no difference."""
    return tuple(word for word, _, _ in tokens(phrase))


def is_around(phrase: str, alias: str) -> bool:
    outer, inner = words(phrase), words(alias)
    return len(outer) > len(inner) and any(
        outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1)
    )


def duplicates(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def test_there_is_one_pack_for_each_area_and_no_other() -> None:
    assert sorted(path.stem for path in PACKS.glob("*.toml")) == sorted(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_a_pack_names_its_area_in_every_id(area: str) -> None:
    assert pack(area)["area"] == area
    assert all(re.fullmatch(rf"{area}\.[a-z][a-z0-9_]*", kind["id"]) for kind in KINDS[area])


def test_there_are_two_hundred_kinds_with_ids_of_their_own() -> None:
    ids = [kind["id"] for kinds in KINDS.values() for kind in kinds]
    assert len(ids) >= 200
    assert duplicates(ids) == []


@pytest.mark.parametrize("area", AREAS)
def test_an_alias_means_one_kind_of_a_dimension_inside_a_pack(area: str) -> None:
    """Two kinds may share a name only where the figure beside it tells them apart."""
    kinds = KINDS[area]
    assert [kind["id"] for kind in kinds if duplicates(kind["aliases"])] == []
    named = [
        f"{kind['dimension']} {' '.join(one)}" for kind in kinds for one in {words(alias) for alias in kind["aliases"]}
    ]
    assert duplicates(named) == []


@every_kind
def test_a_kind_has_every_field_and_only_legal_values(kinds: list[dict[str, Any]]) -> None:
    for kind in kinds:
        name = kind["id"]
        assert set(kind) - {"categories", "refuted_by"} == FIELDS, name
        assert {field: kind[field] for field, legal in ENUMS.items() if kind[field] not in legal} == {}, name
        assert isinstance(kind["surprise"], bool), name
        assert kind["label"][0].isupper(), name
        try:
            assert Decimal(kind["tolerance"]) >= 0, name
        except InvalidOperation:
            pytest.fail(f"{name}: tolerance {kind['tolerance']!r} is not a number")


@every_kind
def test_aliases_are_enough_and_written_as_they_are_looked_up(kinds: list[dict[str, Any]]) -> None:
    for kind in kinds:
        assert 6 <= len(kind["aliases"]) <= 140, kind["id"]
        phrases = kind["aliases"] + kind["excludes"]
        assert [phrase for phrase in phrases if phrase != " ".join(phrase.lower().split())] == [], kind["id"]


def test_no_name_shrinks_to_one_word_that_many_kinds_use() -> None:
    """Small words are not looked up: "first is yours" would be found wherever "first" stands."""
    names = [(kind["id"], name) for kinds in KINDS.values() for kind in kinds for name in kind["aliases"]]
    used = Counter(word for _, word in {(kind, word) for kind, name in names for word in words(name)})
    alone = {(kind, words(name)) for kind, name in names if len(words(name)) == 1}
    shrunk = [
        (kind, name)
        for kind, name in names
        if len(words(name)) > 1
        and len(left := tuple(bearing(words(name)))) == 1
        and used[left[0]] > 18
        and (kind, left) not in alone
    ]
    assert shrunk == []


@every_kind
def test_an_exclusion_is_a_longer_phrase_around_an_alias(kinds: list[dict[str, Any]]) -> None:
    for kind in kinds:
        aliases = kind["aliases"]
        idle = [phrase for phrase in kind["excludes"] if not any(is_around(phrase, alias) for alias in aliases)]
        assert idle == [], kind["id"]
        own = {words(alias) for alias in aliases}
        assert [phrase for phrase in kind["excludes"] if words(phrase) in own] == [], kind["id"]


@every_kind
def test_no_exclusion_falls_together_with_a_name_of_its_kind(kinds: list[dict[str, Any]]) -> None:
    """Each name alone is still found, "on basic pay" being "basic pay" once small words are gone."""
    for kind in kinds:
        area = kind["id"].split(".")[0]
        names = [alias for alias in kind["aliases"] if not stems(alias) <= NO_NAMES]
        lost = [alias for alias in names if kind["id"] not in {one.kind.id for one in mentions(alias, (area,))}]
        assert lost == [], kind["id"]


@every_kind
def test_categories_belong_to_the_category_dimension_and_never_overlap(kinds: list[dict[str, Any]]) -> None:
    for kind in kinds:
        categories = kind.get("categories", {})
        assert bool(categories) == (kind["dimension"] == "category"), kind["id"]
        assert duplicates([name for names in categories.values() for name in names]) == [], kind["id"]
        assert categories == {} or len(categories) >= 2, kind["id"]


@pytest.mark.parametrize("area", AREAS)
def test_a_pack_keeps_to_the_width_of_the_house(area: str) -> None:
    lines = (PACKS / f"{area}.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []
