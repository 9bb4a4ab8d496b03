"""Each concept of the two essays has a test that is named after its row, so that running them checks the table."""

import re
from collections import Counter
from pathlib import Path

import pytest

CONCEPTS = (
    *("a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09", "a10", "a11", "a12", "a13", "a14"),
    *("a15", "a16", "a17", "a18", "a19", "a20", "a21", "a22", "a23", "a24", "a25", "a26", "a27"),
    *("b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10"),
    *("b11", "b12", "b13", "b14", "b15", "b16", "b17", "b18", "b19"),
)
"""Every id of the table; a row that has two of them has a test under each."""

NAMED = re.compile(r"^ *(?:async )?def test_([ab]\d+)_\w", re.MULTILINE)


@pytest.fixture(scope="module")
def tests() -> Counter[str]:
    """How many tests there are of each id."""
    files = Path(__file__).parents[1].rglob("test_*.py")
    return Counter(concept for file in files for concept in NAMED.findall(file.read_text("utf-8")))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_has_a_test(concept: str, tests: Counter[str]) -> None:
    assert tests[concept], f"write test_{concept}_... in this folder"


def test_no_test_is_named_after_a_concept_that_is_not_in_the_table(tests: Counter[str]) -> None:
    assert set(tests) <= set(CONCEPTS)
