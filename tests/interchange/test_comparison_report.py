import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from crm_tui.domain.claim import Claim
from crm_tui.domain.review import Comparison, Evidence
from crm_tui.interchange.comparison import as_json, as_text
from crm_tui.interchange.json_text import amount
from crm_tui.interchange.layout import width
from tests.interchange.examples import COMPARISON, PAPER

TEXT = """\
note.txt beside sanction.pdf (2 pages)
1 ▼ WORSE ON PAPER · 1 ∅ MISSING ON PAPER · 1 ! SURPRISE · 1 ≠ PAPER FAULT

▼ WORSE ON PAPER · stops the signature · Rate of interest
  said   “8.4 fixed” (understood: 8.4 % p.a.)
  paper  8.75 % p.a.
  8.4 % was said; the paper asks for 8.75 %.
  cost   Rs 41,250 over 180 months (certain)
  rule   exactly beside exactly
  page 1, line 12: Rate of Interest : 8.75 % p.a.

∅ MISSING ON PAPER · note · Processing fee
  said   “no PF”
  paper  nothing
  The paper has nothing about a processing fee.
  rule   the paper is silent

! SURPRISE · look at it · Penal charge
  24 % a year when late.
  page 2, line 3: Penal charges @24% p.a.

≠ PAPER FAULT
  printed 9,800; its own terms give 9,705
  page 1, line 12: Rate of Interest : 8.75 % p.a.
"""

RATE = {"page": 1, "line": 12, "text": "Rate of Interest : 8.75 % p.a."}
VALUE = {
    "note": "note.txt",
    "document": {"name": "sanction.pdf", "pages": 2, "sha256": "ab" * 32},
    "promises": [
        {
            "text": "8.4 fixed",
            "start": 0,
            "end": 9,
            "term": "loan.rate",
            "said": "8.4 % p.a.",
            "paper": "8.75 % p.a.",
            "verdict": "worse",
            "reason": None,
            "severity": "block",
            "confidence": "high",
            "explanation": "8.4 % was said; the paper asks for 8.75 %.",
            "rule": "exactly beside exactly",
            "impact": {"amount": "41250.00", "currency": "INR", "basis": "over 180 months", "kind": "certain"},
            "evidence": [RATE],
        },
        {
            "text": "no PF",
            "start": 11,
            "end": 16,
            "term": "loan.processing_fee",
            "said": "no PF",
            "paper": None,
            "verdict": "missing",
            "reason": "silent",
            "severity": "note",
            "confidence": "check",
            "explanation": "The paper has nothing about a processing fee.",
            "rule": "the paper is silent",
            "impact": None,
            "evidence": [],
        },
    ],
    "surprises": [
        {
            "term": None,
            "severity": "warn",
            "explanation": "24 % a year when late.",
            "rule": "it costs or binds the customer, and neither a promise nor a disclosure speaks of it",
            "impact": None,
            "evidence": [{"page": 2, "line": 3, "text": "Penal charges @24% p.a."}],
        }
    ],
    "paper_faults": [{"explanation": "printed 9,800; its own terms give 9,705", "evidence": [RATE]}],
}


def test_the_text_has_a_block_for_each_finding_with_the_line_of_the_paper() -> None:
    assert as_text("note.txt", PAPER, COMPARISON) == TEXT


def test_the_json_has_the_documented_shape_and_order() -> None:
    shown = as_json("note.txt", PAPER, COMPARISON)
    assert json.loads(shown) == VALUE
    assert shown == json.dumps(VALUE, ensure_ascii=False, indent=2) + "\n"


def test_a_note_in_which_nothing_was_heard_says_so() -> None:
    assert "no promise was recognised" in as_text("-", PAPER, Comparison(findings=(), surprises=()))


HOSTILE = "pay\x1b[2J \u202e000,1 \x9b31m\nnow"


def hostile() -> Comparison:
    evidence = (Evidence(page=1, line=1, text=HOSTILE),)
    first = COMPARISON.findings[0].model_copy(
        update={"text": HOSTILE, "paper": HOSTILE, "claim": Claim(said=HOSTILE), "evidence": evidence}
    )
    return COMPARISON.model_copy(update={"findings": (first,)})


@pytest.mark.parametrize("report", [as_text, as_json])
def test_nothing_in_a_paper_steers_the_terminal(report: Callable[..., str]) -> None:
    shown = report(HOSTILE, PAPER, hostile())
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)


def test_the_json_is_exact_where_the_text_shows_symbols() -> None:
    assert json.loads(as_json("note.txt", PAPER, hostile()))["promises"][0]["text"] == HOSTILE


def test_the_text_fits_80_columns() -> None:
    long = COMPARISON.findings[0].model_copy(update={"explanation": "word " * 60, "text": "व्याज दर " * 30})
    shown = as_text("note.txt", PAPER, COMPARISON.model_copy(update={"findings": (long,)}))
    assert max(map(width, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("value", "shown"), [("41250", "41250.00"), ("0.5", "0.50"), ("1E+3", "1000.00"), ("1.2345", "1.2345")]
)
def test_an_amount_has_at_least_two_places(value: str, shown: str) -> None:
    assert amount(Decimal(value)) == shown
