"""What is heard in lines of many desks: each promise with its own words, and none that is not there."""

from datetime import date
from pathlib import Path

import pytest

from crm_tui.comparison.engine import listen
from crm_tui.domain.claim import Form
from crm_tui.domain.commitment import Certainty

TODAY = date(2026, 11, 21)
_TABLE = Path(__file__).with_name("note_lines.txt")


def _rows():
    area = ""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            area = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            note, heard = line.split(" => ")
            yield pytest.param(area, note.replace(" // ", "\n"), heard.split(" & "), id=note)


@pytest.mark.parametrize(("area", "note", "heard"), _rows())
def test_a_line_is_heard_as_the_promises_that_it_holds(area, note, heard):
    assert [one.text for one in listen(note, today=TODAY, area=area)] == heard


@pytest.mark.parametrize(
    ("area", "note", "form"),
    [
        pytest.param("loan", "penalty nahi lagegi, PF nahi lagega", Form.NIL, id="Hindi: nahi lagega"),
        pytest.param("loan", "PF maaf", Form.NIL, id="Hindi: maaf"),
        pytest.param("loan", "processing fee hakuna", Form.NIL, id="Swahili: hakuna"),
        pytest.param("loan", "bila guarantor", Form.NIL, id="Swahili: bila"),
        pytest.param("lease", "parking bure", Form.INCLUDED, id="Swahili: bure"),
        pytest.param("telecom", "router kostenlos", Form.INCLUDED, id="German: kostenlos"),
        pytest.param("telecom", "ohne activation fee", Form.NIL, id="German: ohne"),
        pytest.param("telecom", "router gratuit", Form.INCLUDED, id="French: gratuit"),
        pytest.param("loan", "sans processing fee", Form.NIL, id="French: sans"),
        pytest.param("loan", "walang processing fee", Form.NIL, id="Tagalog: walang"),
        pytest.param("loan", "processing fee percuma", Form.NIL, id="Malay: percuma"),
        pytest.param("loan", "geen processing fee", Form.NIL, id="Dutch: geen"),
        pytest.param("insurance", "flood in, earthquake out", Form.EXCLUDED, id="out"),
    ],
)
def test_yes_and_no_are_understood_in_other_languages(area, note, form):
    assert listen(note, today=TODAY, area=area)[-1].claim.form is form


@pytest.mark.parametrize(
    "note",
    ["same technician each time if we can", "PF waiver, we'll see", "rate 8.4 inshallah", "PF kam karenge, dekhte"],
)
def test_what_is_only_hoped_for_is_told_apart(note):
    assert listen(note, today=TODAY, area="loan")[-1].certainty is Certainty.HOPE


def test_a_header_that_names_the_customer_mutes_nothing():
    note = "Cust: Farida Hossain / tea stall\n- 90k approved\n- PF nil"
    assert [one.text for one in listen(note, today=TODAY, area="loan")] == ["90k approved", "PF nil"]


def test_the_lines_of_a_list_are_not_glued_together():
    note = (
        "call with Bettina for the landlord about the corner unit, tenant is the Two Sisters Bakery of Imani\n"
        "base rent 28 a foot. bumps 3% a yr. CAM capped at 5%\n"
        "they can sublet. the landlord will not stand in the way\n"
        "HVAC is the landlord's to fix"
    )
    assert not any("\n" in one.text for one in listen(note, today=TODAY, area="lease"))
