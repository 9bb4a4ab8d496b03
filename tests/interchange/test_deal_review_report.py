import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.interchange import comparison
from crm_tui.interchange.deal_review import as_json, as_text
from crm_tui.services.changes import Change, PaperChanges
from crm_tui.services.decisions import Settled
from crm_tui.services.review import DealReview
from tests.interchange.examples import COMPARISON, PAPER

DAY = date(2026, 11, 21)
CUSTOMER = Customer(id=4, name="Meera Joshi", owner="asha", since=DAY)
DEAL = Deal(
    id=12,
    customer_id=4,
    title="Home loan",
    stage=Stage.REVIEW,
    stage_since=DAY,
    value=Money(amount=Decimal(4_800_000), currency="INR"),
    owner="asha",
    opened=DAY,
)
PROMISES = tuple(
    Commitment(id=number, customer_id=4, words=found.text, claim=found.claim, owner="asha", made_on=DAY)
    for number, found in zip((31, 32), COMPARISON.findings, strict=True)
)
DOCUMENT = Document(
    id=9, deal_id=12, name="sanction.pdf", version=2, sha256=PAPER.sha256, pages=2, attached_on=DAY, attached_by="asha"
)
REVIEW = DealReview(DEAL, CUSTOMER, PROMISES, DOCUMENT, PAPER, COMPARISON)


def test_the_text_names_deal_customer_and_paper_above_the_findings() -> None:
    assert as_text(REVIEW).startswith(
        "Deal #12: Home loan (Review)\nCustomer: Meera Joshi\nPaper: sanction.pdf (version 2, other)\n1 ▼ WORSE"
    )
    assert "  page 1, line 12: Rate of Interest : 8.75 % p.a.\n" in as_text(REVIEW)


def test_the_json_is_a_comparison_with_deal_customer_and_numbers() -> None:
    value = json.loads(as_json(REVIEW))
    assert value["deal"] == {
        "id": 12,
        "title": "Home loan",
        "stage": "Review",
        "area": "other",
        "owner": "asha",
        "value": {"amount": "4800000.00", "currency": "INR"},
    }
    assert value["customer"] == {"id": 4, "name": "Meera Joshi"}
    assert (value["document"]["id"], value["document"]["version"]) == (9, 2)
    parts = comparison.parts(COMPARISON)
    assert [one.pop("id") for one in value["promises"]] == [31, 32]
    assert [one.pop("acknowledged") for one in value["surprises"]] == [False]
    assert {name: value[name] for name in parts} == parts


def test_what_it_costs_the_customer_stands_below_the_findings_with_its_parts() -> None:
    assert as_text(REVIEW).endswith("""
What it costs the customer
  Certain, if it is signed as it stands
    INR 41,250 worse off
      Rate of interest: over 180 months

  Differs, and can't be told in money
      Penal charge: nobody spoke of it, and the paper gives no figure to reckon
        with
""")
    assert json.loads(as_json(REVIEW))["money"] == {
        "sums": [
            {
                "kind": "certain",
                "saves": False,
                "every": None,
                "amount": "41250.00",
                "currency": "INR",
                "parts": [
                    {
                        "label": "Rate of interest",
                        "amount": "41250.00",
                        "basis": "over 180 months",
                        "promises": [31],
                        "surprises": [],
                    }
                ],
            }
        ],
        "unpriced": [
            {
                "label": "Penal charge",
                "term": None,
                "why": "nobody spoke of it, and the paper gives no figure to reckon with",
                "promise": None,
                "surprise": 0,
            }
        ],
        "over_time": [],
    }


@pytest.mark.parametrize("report", [as_text, as_json])
def test_a_deal_without_a_paper_is_not_shown_as_one_without_findings(report: Callable[..., str]) -> None:
    with pytest.raises(DeskError, match="deal #12 has no paper yet: attach one"):
        report(DealReview(DEAL, CUSTOMER, PROMISES, None, None, None))


def _decided() -> DealReview:
    accepted = Resolution(
        id=1,
        by="asha",
        on=DAY,
        deal_id=12,
        document_id=8,
        version=1,
        about="promise 31",
        found="worse",
        answer=Answer.ACCEPTED,
    )
    standard = Acknowledgement(
        by="asha", on=DAY, document_type=DOCUMENT.type, term=None, label="Penal charge", says="24 % a year when late."
    )
    earlier = DOCUMENT.model_copy(update={"id": 8, "version": 1})
    change = Change("Rate of interest", "8.5 % p.a.", "8.75 % p.a.", COMPARISON.findings[0].evidence, ())
    return replace(
        REVIEW,
        settled=(Settled(accepted, "resolved on version 1; the paper changed"), None, None),
        acknowledged=(standard,),
        changes=PaperChanges(earlier, (change, Change("Locker", "free", None, (), ()))),
    )


def test_what_was_decided_and_what_changed_stand_below_the_findings() -> None:
    assert as_text(_decided()).endswith("""
Decided
  Rate of interest: the customer accepted it (asha, 2026-11-21); resolved on
  version 1; the paper changed
  Penal charge: acknowledged as standard (asha, 2026-11-21)

Changed since version 1
  Rate of interest: 8.5 % p.a. → 8.75 % p.a.
  Locker: free → nothing any more
""")


def test_an_acknowledged_disclosure_is_no_surprise_any_more() -> None:
    assert "! SURPRISE" in as_text(REVIEW)
    assert "SURPRISE" not in as_text(_decided())
    assert [one["acknowledged"] for one in json.loads(as_json(_decided()))["surprises"]] == [True]


def test_what_was_decided_and_what_changed_are_in_the_json() -> None:
    value = json.loads(as_json(_decided()))
    assert [(one["about"], one["answer"], one["stale"]) for one in value["decided"]] == [
        ("promise 31", "the customer accepted it", "resolved on version 1; the paper changed"),
        (None, "acknowledged as standard", None),
    ]
    assert value["changes"]["since"] == 1
    assert value["changes"]["changes"][0] == {
        "label": "Rate of interest",
        "before": "8.5 % p.a.",
        "after": "8.75 % p.a.",
        "evidence": [{"page": 1, "line": 12, "text": "Rate of Interest : 8.75 % p.a."}],
    }
    first = json.loads(as_json(REVIEW))
    assert (first["decided"], first["changes"]) == ([], None)
