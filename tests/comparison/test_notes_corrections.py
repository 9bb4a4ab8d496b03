"""What a note takes back: only the last version stands, the earlier ones are kept as superseded."""

from datetime import date

import pytest

from crm_tui.comparison.engine import hear
from crm_tui.domain.deal import Area

TODAY = date(2026, 11, 21)


def said(note):
    heard = hear(note, today=TODAY, area=Area.LOAN)
    return [one.claim.said for one in heard.promises], [one.claim.said for one in heard.superseded]


@pytest.mark.parametrize(
    ("note", "stands", "before"),
    [
        ("ROI 8.5 no sorry 8.4", ["8.4 % p.a."], ["8.5 % p.a."]),
        ("ROI 8.5, sorry, 8.4", ["8.4 % p.a."], ["8.5 % p.a."]),
        ("ROI 8.5. Sorry typo. 8.4", ["8.4 % p.a."], ["8.5 % p.a."]),
        ("ROI 8.5 - i mean 8.4", ["8.4 % p.a."], ["8.5 % p.a."]),
        ("tenure not 12 but 18 months", ["18 months"], ["12 months"]),
        ("tenure 18 months not 12", ["18 months"], ["12 months"]),
        ("tenure 18 months instead of 12 months", ["18 months"], ["12 months"]),
        ("PF changed from 1% to 0.5%", ["0.5 %"], ["1 %"]),
        ("PF reduced to 0.5% from 1%", ["0.5 %"], ["1 %"]),
        ("login fee was 500 now 300", ["300"], ["500"]),
        ("login fee 300 (was 500)", ["300"], ["500"]),
        ("login fee pehle 500 tha ab 300", ["300"], ["500"]),
        ("PF 1% -> 0.5%", ["0.5 %"], ["1 %"]),
        ("PF 1% → nil", ["no charge"], ["1 %"]),
        ("ROI ~~8.5~~ 8.4", ["8.4 % p.a."], ["8.5 % p.a."]),
        ("ROI 8.4 (not 8.2 as i said on call)", ["8.4 % p.a."], ["8.2 % p.a."]),
        ("ROI 8.6\nROI corrected to 8.4", ["8.4 % p.a."], ["8.6 % p.a."]),
        ("ROI 8.6\ncorrection: ROI 8.4", ["8.4 % p.a."], ["8.6 % p.a."]),
        ("ROI 8.6\nPF nil\nEDIT 19/11: ROI 8.4", ["no charge", "8.4 % p.a."], ["8.6 % p.a."]),
        ("ROI 8.6\nROI 8.5 now\nfinal ROI 8.4", ["8.4 % p.a."], ["8.6 % p.a.", "8.5 % p.a."]),
        ("PF nil\nscratch that\nEMI 41,352", ["41,352"], ["no charge"]),
        ("PF nil\nEMI 41,352\nPF waiver withdrawn", ["41,352"], ["no charge"]),
        ("> ROI 8.6\n> PF nil\nROI is 8.4", ["no charge", "8.4 % p.a."], ["8.6 % p.a."]),
    ],
)
def test_only_the_last_version_stands(note, stands, before):
    assert said(note) == (stands, before)


@pytest.mark.parametrize(
    ("note", "stands"),
    [
        ("5 yr, no 1% fee, PF nil", {"5 years", "no charge"}),
        ("home loan ROI 9.9\ncar loan ROI 10.4 now", {"9.9 % p.a.", "10.4 % p.a."}),
        ("ROI 8.4\nEMI now 41,352", {"8.4 % p.a.", "41,352"}),
        ("PF 500\nPF 500 final", {"500"}),
    ],
    ids=["a no between two figures", "two loans", "another term", "the same again"],
)
def test_what_is_no_correction_takes_nothing_back(note, stands):
    found, before = said(note)
    assert stands <= set(found)
    assert before == []


def test_what_was_taken_back_has_its_place_in_the_note():
    note = "ROI 8.5 no sorry 8.4"
    (before,) = hear(note, today=TODAY, area=Area.LOAN).superseded
    assert (before.text, note[before.start : before.end]) == ("8.5", "8.5")
