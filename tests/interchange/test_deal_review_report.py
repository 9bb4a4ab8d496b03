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
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.domain.review import Verdict
from crm_tui.domain.rules import GroundRules
from crm_tui.interchange import comparison
from crm_tui.interchange.deal_review import as_json, as_markdown, as_text
from crm_tui.services.changes import Change, PaperChanges
from crm_tui.services.deal_facts import DealFacts
from crm_tui.services.deal_findings import DealFile, found
from crm_tui.services.review import DealReview
from crm_tui.services.settled import Settled
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
RULES = GroundRules(version=3, changed_by="meena", changed_on=DAY)


def filed(review: DealReview) -> DealFile:
    """The review with what else the desk knows, which is nothing."""
    facts = DealFacts(
        review=review,
        rules=RULES,
        today=DAY,
        signing=False,
        on_deal=(),
        given_this_year=(),
        contacts=(),
        incidents=(),
        staff=(),
        resolutions=(),
        waivers=(),
    )
    return DealFile(facts, found(facts), "ab" * 32, None)


FILE = filed(REVIEW)


def test_the_text_names_deal_customer_paper_and_rules_above_the_findings() -> None:
    assert as_text(FILE).startswith("""\
Deal #12: Home loan (Review)
Customer: Meera Joshi
Paper: sanction.pdf (version 2, other)
What matters: not written down
Ground rules: version 3
4 stop the signature · 1 to look at · 1 note

▼ WORSE ON PAPER · stops the signature · Rate of interest
  said   “8.4 fixed”
  paper  8.75 % p.a.
  8.4 % was said; the paper asks for 8.75 %.
  cost   Rs 41,250 over 180 months (certain)
  - decided by: exactly beside exactly
  page 1, line 12: Rate of Interest : 8.75 % p.a.
""")


def test_every_source_stands_in_the_text_with_what_it_asks_for() -> None:
    for title in (
        "≠ PAPER FAULT · stops the signature · Paper disagrees with itself",
        "§ GROUND RULES · stops the signature · What matters to this customer",
        "» HURRY · stops the signature · 3 working days to read",
        "! SURPRISE · look at it · Penal charge",
        "∅ MISSING ON PAPER · note · Processing fee",
    ):
        assert f"\n{title}\n" in as_text(FILE)


def test_the_markdown_has_a_section_for_each_finding_and_obeys_no_stored_text() -> None:
    told = as_markdown(filed(replace(REVIEW, customer=CUSTOMER.model_copy(update={"name": "M*r*ra <b>"}))))
    assert told.startswith("# Deal #12: Home loan (Review)\n\n- **Customer** M\\*r\\*ra \\<b\\>\n")
    assert told.count("\n### ") == len(FILE.findings)
    assert "- page 1, line 12: Rate of Interest : 8.75 % p.a.\n" in told


def test_the_json_has_every_finding_and_what_an_approval_is_bound_to() -> None:
    value = json.loads(as_json(FILE))
    assert (value["rules_version"], value["fingerprint"], value["blocking"]) == (3, "ab" * 32, 4)
    assert [one["key"] for one in value["findings"]] == [one.key for one in FILE.findings]
    assert value["findings"][0]["opens"] == {"table": "commitments", "id": 31}
    assert value["findings"][0]["impact"]["amount"] == "41250.00"


def test_promises_that_the_paper_keeps_are_one_line_each() -> None:
    rate, fee = COMPARISON.findings
    as_said = COMPARISON.model_copy(update={"findings": (rate, fee.model_copy(update={"verdict": Verdict.MATCHES}))})
    told = filed(replace(REVIEW, comparison=as_said))
    assert "\nKept by the paper\n  ✓ MATCHES · Processing fee: “no PF”\n" in as_text(told)
    assert "- ✓ MATCHES · Processing fee: “no PF”\n" in as_markdown(told)


def test_the_json_is_a_comparison_with_deal_customer_and_numbers() -> None:
    value = json.loads(as_json(FILE))
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
    assert as_text(FILE).endswith("""
What it costs the customer
  Certain, if it is signed as it stands
    Rs 41,250 worse off
      Rate of interest: over 180 months

  Differs, and is in no sum
    Nobody spoke of it, and the paper gives no figure to reckon with: Penal
        charge
""")
    assert json.loads(as_json(FILE))["money"] == {
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


@pytest.mark.parametrize("report", [as_text, as_markdown, as_json])
def test_a_deal_without_a_paper_is_not_shown_as_one_without_findings(report: Callable[..., str]) -> None:
    told = report(filed(DealReview(DEAL, CUSTOMER, PROMISES, None, None, None)))
    assert "No paper is attached, so that nobody can say what would be signed." in told


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


def test_the_markdown_has_the_money_as_a_block_of_code() -> None:
    assert """
## What it costs the customer

    Certain, if it is signed as it stands
      Rs 41,250 worse off
        Rate of interest: over 180 months
""" in as_markdown(FILE)
    nothing = COMPARISON.model_copy(update={"findings": (), "surprises": ()})
    assert "costs the customer" not in as_markdown(filed(replace(REVIEW, promises=(), comparison=nothing)))


def test_what_was_decided_and_what_changed_stand_below_the_findings() -> None:
    told = as_text(filed(_decided()))
    assert (
        """
  decided the customer accepted it (asha, 2026-11-21); resolved on version 1;
          the paper changed
"""
        in told
    )
    assert told.endswith("""
Changed since version 1
  Rate of interest: 8.5 % p.a. → 8.75 % p.a.
  Locker: free → nothing any more
""")


def test_an_acknowledged_disclosure_asks_for_nothing_any_more() -> None:
    assert "! SURPRISE · look at it" in as_text(FILE)
    assert "! SURPRISE · resolved or waived · Penal charge" in as_text(filed(_decided()))
    assert [one["acknowledged"] for one in json.loads(as_json(filed(_decided())))["surprises"]] == [True]


def test_what_was_decided_and_what_changed_are_in_the_json() -> None:
    value = json.loads(as_json(filed(_decided())))
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
    first = json.loads(as_json(FILE))
    assert (first["decided"], first["changes"]) == ([], None)
