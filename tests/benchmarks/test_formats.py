"""A sample of the labelled papers as Markdown, Word and PDF: the verdicts are those of the text."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import formats  # the script stands beside this test, not in a package

CASES = ("dep-01-senior-fd", "tel-02-us-broadband-facts", "lease-02-us-apartment")
FLOOR = 0.97


@pytest.fixture(scope="module", name="share")
def _share():
    return formats.same_share([formats.ROOT / "tests" / "cases" / case for case in CASES])


@pytest.mark.parametrize("suffix", formats.FORMATS)
def test_the_same_paper_gives_the_same_verdicts_in_every_format(share, suffix):
    assert share[suffix] >= FLOOR
