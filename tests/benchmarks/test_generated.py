"""A sample of the changed papers: what the paper no longer keeps is not cleared, what only looks otherwise stays."""

import random
import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import generated  # the script stands beside this test, not in a package

HARMFUL, HARMLESS = 130, 40
DETECTION_FLOOR, HARMLESS_FLOOR = 0.92, 0.9


@pytest.fixture(scope="module", name="sample")
def _sample():
    every, chance = list(generated.changes()), random.Random(0)
    chosen = chance.sample([one for one in every if one.harmful], HARMFUL)
    # few of the changes are harmless: so many at least, or one of them decides
    chosen += chance.sample([one for one in every if not one.harmful], HARMLESS)
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
