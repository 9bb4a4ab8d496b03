"""A sample of the changed papers: what the paper no longer keeps is not cleared, what only looks otherwise stays."""

import random
import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import generated  # the script stands beside this test, not in a package

SAMPLE = 150
DETECTION_FLOOR, HARMLESS_FLOOR = 0.92, 0.9


@pytest.fixture(scope="module", name="sample")
def _sample():
    chosen = random.Random(0).sample(list(generated.changes()), SAMPLE)
    return chosen, generated.run(chosen)


def test_what_the_paper_no_longer_keeps_is_not_cleared(sample):
    assert generated.share_right(*sample, harmful=True) >= DETECTION_FLOOR


def test_what_is_only_written_otherwise_keeps_its_verdict(sample):
    assert generated.share_right(*sample, harmful=False) >= HARMLESS_FLOOR


def test_there_are_enough_of_them():
    assert len(list(islice(generated.changes(), 3000))) == 3000


def test_a_harmful_change_touches_the_evidence(sample):
    for one in sample[0]:
        assert one.lines != generated.seeds()[one.seed].lines
