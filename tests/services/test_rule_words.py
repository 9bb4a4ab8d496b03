"""Rules in words, and words back into rules."""

from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.money import Money
from crm_tui.domain.rules import MayWaive, Rule, RuleSeverity, StageLimit, Tolerance, ToleranceClass
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Role
from crm_tui.services import ground_rules
from crm_tui.services.rule_words import RULES, read, said

DAY = date(2026, 11, 21)
FEES = ToleranceClass(name="fees of others", tolerance=Tolerance.GROUP, percent=Decimal(10), terms=("loan.legal_fee",))


@pytest.mark.parametrize("name", ["bank", "insurance", "services"])
def test_what_is_said_of_a_starter_set_is_read_back_as_it_was(name: str) -> None:
    rules = ground_rules.starter(name)
    assert {rule: read(rule, said(rules, rule), DAY) for rule in RULES} == {
        rule: getattr(rules, rule) for rule in RULES
    }


def test_every_rule_has_words() -> None:
    assert tuple(RULES) == ground_rules.rule_names()
    assert all(len(words.label) <= 13 for words in RULES.values())


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("minimum_days", " 5 working days", 5),
        ("days_off", "sunday", (6,)),
        ("days_off", "", ()),
        ("holidays", "26 jan; 2026-12-25", (date(2026, 12, 25), date(2027, 1, 26))),
        ("stage_order", "enq, paper, rev", (Stage.ENQUIRY, Stage.PAPER_ISSUED, Stage.REVIEW)),
        ("stage_limits", "paper issued 10", (StageLimit(stage=Stage.PAPER_ISSUED, days=10),)),
        (
            "concessions_per_deal",
            "25k; 300 USD",
            (Money(amount=Decimal(25000), currency="INR"), Money(amount=Decimal(300), currency="USD")),
        ),
        ("severities", "stage sk: warn", (RuleSeverity(rule=Rule.STAGE_SKIPPED, severity=Severity.WARN),)),
        (
            "may_waive",
            "surprise: nobody\nminimum days: checker or branch",
            (
                MayWaive(rule=Rule.SURPRISE, roles=()),
                MayWaive(rule=Rule.MINIMUM_DAYS, roles=(Role.CHECKER, Role.BRANCH_MANAGER)),
            ),
        ),
        ("tolerance_classes", "fees of others: 10 %: loan.legal_fee", (FEES,)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_are_read(name: str, typed: str, value: object) -> None:
    assert read(name, typed, DAY) == value


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("minimum_days", "soon", "'soon' is not a number of days: type 3"),
        ("minimum_days", "9999", "is not a number of days"),
        ("days_off", "mon,tue,wed,thu,fri,sat,sun", "a week needs a working day"),
        ("days_off", "someday", "'someday' is not a day of the week"),
        ("holidays", "31 feb", "is not a day"),
        ("stage_order", "Enquiry, Enquiry", "a stage stands twice"),
        ("stage_order", "Enquiry, Signed", "Signed is no stage before a signature"),
        ("concessions_per_deal", "100; 200", "one limit for each currency"),
        ("severities", "surprise", "'surprise' needs a colon"),
        ("severities", "surprise: shout", "'shout' is not one of block, warn, note"),
        ("severities", "surprise: warn; Surprise: note", "surprise stands twice"),
        ("may_waive", "surprise: checker; surprise: nobody", "surprise stands twice"),
        ("may_waive", "surprise: auditor", "an auditor only reads"),
        ("may_waive", "what matters: checker", "nobody can waive what matters"),
        ("may_grant_exceptions", "checker, auditor", "an auditor only reads"),
        ("stage_limits", "Enquiry", "'Enquiry' needs a number of days: type Enquiry 5"),
        ("stage_limits", "Enquiry 5, Proposal 0", "Proposal 0: a stage takes a day at least"),
        ("stage_limits", "Live 4", "a deal that is Live is not under way: no limit is judged there"),
        ("stage_limits", "Enquiry 5, Signed 2", "a deal that is Signed is not under way"),
        ("stage_limits", "Lost 9", "a deal that is Lost is not under way"),
        ("stage_limits", "Enquiry 5, Enquiry 6", "Enquiry stands twice"),
        ("tolerance_classes", "a: zero:", "a: zero: … needs its terms"),
        ("tolerance_classes", "fees", "type a name, a tolerance and terms"),
        ("tolerance_classes", "a: 200 %: loan.legal_fee", "more than 100 %"),
        ("tolerance_classes", "a: zero: loan.legal_fee; b: open: loan.legal_fee", "stands in two classes"),
    ],
)
def test_what_can_not_be_read_says_what_can_be_typed(name: str, typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(name, typed, DAY)
