"""What the review of a deal finds beside the comparison: paper, ground rules, hurry, people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage, StageReached, Tenure
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Document, PaperText
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import GroundRules, Rule, RuleSeverity, StageLimit
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import deal_findings, papers, records
from crm_tui.services.concessions import budgets
from crm_tui.services.desk import Desk

R = TypeVar("R", bound=Record)

FRIDAY = date(2026, 11, 20)
TODAY = date(2026, 11, 21)
LONG_AGO = date(2026, 1, 5)


def inr(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="INR")


@pytest.fixture
def deal(desk: Desk) -> Deal:
    """A deal of asha's against which nothing speaks but that it has no paper."""
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=LONG_AGO))
    records.add(desk, Interaction(customer_id=customer.id, deal_id=1, on=FRIDAY, by="asha", said="Sent the list."))
    return records.add(
        desk,
        Deal(
            customer_id=customer.id,
            title="Home loan",
            area=Area.LOAN,
            stage=Stage.PAPER_ISSUED,
            opened=LONG_AGO,
            stage_since=FRIDAY,
            owner="asha",
            what_matters="She wants to know each cost before she signs.",
        ),
    )


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("SANCTION LETTER\nTenure    240 months\n", encoding="utf-8")
    return path


def edited(desk: Desk, **changed: object) -> None:
    """The deal changed without more ado."""
    with desk.store.transaction() as now:
        now.put(records.get(desk, Deal, 1).model_copy(update=changed))


def put_in(desk: Desk, record: R) -> R:
    """What stands in the store, whoever may change it."""
    with desk.store.transaction() as now:
        return now.add(record)


def put_over(desk: Desk, record: Record) -> None:
    with desk.store.transaction() as now:
        now.put(record)


def ruled(desk: Desk, **changed: object) -> None:
    put_in(desk, GroundRules(version=1, changed_by="manager", changed_on=LONG_AGO, **changed))


def promised(desk: Desk, words: str = "a free locker", **more: object) -> Commitment:
    values = {"customer_id": 1, "deal_id": 1, "owner": "asha", "made_on": FRIDAY, "confirmed_on": FRIDAY} | more
    return records.add(desk, Commitment(words=words, **values))


def here(desk: Desk, login: str, **more: object) -> Member:
    return put_in(desk, Member(login=login, since=LONG_AGO, **more))


def attached(desk: Desk, path: Path, *, issued_on: date | None = None, on: date = TODAY) -> Document:
    then = replace(desk, today=lambda: on)
    return papers.attach(then, records.get(desk, Deal, 1), path, issued_on=issued_on)


def at(desk: Desk, day: date) -> Desk:
    return replace(desk, today=lambda: day)


def found(desk: Desk, rule: Rule, *, signing: bool = False) -> DealFinding | None:
    """The only finding of a rule; None where there is none."""
    [one] = [one for one in deal_findings.of(desk, 1, signing=signing).findings if one.rule is rule] or [None]
    return one


# the paper


def test_a_deal_without_a_paper_blocks_and_opens_the_deal(desk: Desk, deal: Deal) -> None:
    [one] = deal_findings.of(desk, deal.id).findings
    assert (one.rule, one.blocks, one.opens.table) == (Rule.NO_PAPER, True, "deals")


def test_a_paper_that_disagrees_with_itself_is_a_finding_with_its_lines(desk: Desk, deal: Deal, paper: Path) -> None:
    paper.write_text(
        "SANCTION LETTER\nLoan amount: Rs. 5,00,000\nRate of interest: 10.5 % p.a.\n"
        "Tenure: 60 months\nEMI: Rs. 12,900\n",
        encoding="utf-8",
    )
    attached(desk, paper, on=LONG_AGO)
    one = found(desk, Rule.PAPER_FAULT)
    assert one.blocks
    assert "12,900" in one.sentence
    assert one.evidence
    assert one.opens.table == "documents"


def test_pages_that_are_pictures_are_told_apart_from_faults(desk: Desk, deal: Deal, paper: Path) -> None:
    def without_two_pages(path: Path, name: str | None = None) -> PaperText:
        return desk.read_paper(path, name).model_copy(update={"pages": 3, "unread_pages": (2, 3)})

    scanned = replace(desk, read_paper=without_two_pages)
    attached(scanned, paper, on=LONG_AGO)
    one = found(scanned, Rule.UNREAD_PAGES)
    assert (one.label, one.severity) == ("Not read", Severity.WARN)
    assert "Pages 2, 3" in one.sentence
    assert found(scanned, Rule.PAPER_FAULT) is None


# the ground rules


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, False),
        ({"what_matters": ""}, True),
        ({"what_matters": "", "not_asked": True}, False),
    ],
    ids=["written down", "forgotten", "openly not asked"],
)
def test_what_matters_is_written_down_or_openly_not_asked(
    desk: Desk, deal: Deal, changed: dict[str, object], missing: bool
) -> None:
    edited(desk, **changed)
    assert (found(desk, Rule.WHAT_MATTERS) is not None) is missing


@pytest.mark.parametrize(("limit", "over"), [(5000, False), (4999, True)])
def test_what_a_deal_gives_away_is_summed_by_currency(desk: Desk, deal: Deal, limit: int, over: bool) -> None:
    ruled(desk, concessions_per_deal=(inr(limit),))
    promised(desk, cost=inr(2000))
    promised(desk, "no processing fee", cost=inr(3000))
    promised(desk, cost=Money(amount=Decimal(9000), currency="USD"))
    promised(desk, cost=inr(9000), status=Status.WITHDRAWN, settled_on=TODAY)
    one = found(desk, Rule.CONCESSION)
    assert (one is not None) is over
    if one is not None:
        assert one.sentence == "What is given away on this deal comes to Rs 5,000; Rs 4,999 is the most that may be."
        assert one.facts[1] == "Rs 3,000: no processing fee (#2, asha, 2026-11-20)"


def test_honouring_an_exception_is_given_away_too_and_counts_once(desk: Desk, deal: Deal, paper: Path) -> None:
    ruled(desk, concessions_per_deal=(inr(4000),))
    document = attached(desk, paper, on=LONG_AGO)
    promise = promised(desk, cost=inr(3000))
    assert found(desk, Rule.CONCESSION) is None
    records.add(
        desk,
        Resolution(
            by="asha",
            on=TODAY,
            deal_id=1,
            document_id=document.id,
            version=1,
            about=f"promise {promise.id}",
            found="worse",
            answer=Answer.EXCEPTION,
            cost=inr(4500),
        ),
    )
    assert "Rs 4,500" in found(desk, Rule.CONCESSION).sentence


def test_a_customer_has_a_limit_for_a_calendar_year_over_all_deals(desk: Desk, deal: Deal) -> None:
    ruled(desk, concessions_per_customer=(inr(4000),))
    for more in (
        {"deal_id": None},
        {"deal_id": 9, "made_on": date(2025, 12, 31)},
        {"deal_id": 9, "status": Status.WITHDRAWN, "settled_on": TODAY},
        {"deal_id": 9, "customer_id": 2},
    ):
        promised(desk, cost=inr(3500), **more)
    assert found(desk, Rule.CONCESSION) is None, "this deal gives nothing away"
    promised(desk, cost=inr(500))
    assert found(desk, Rule.CONCESSION) is None
    promised(desk, cost=inr(1))
    one = found(desk, Rule.CONCESSION)
    assert "to this customer in 2026 comes to Rs 4,001" in one.sentence
    assert one.opens.table == "customers"


def given_gift(desk: Desk, **more: object) -> None:
    put_in(desk, Gift(**{"customer_id": 1, "what": "sweets", "value": inr(3500), "on": FRIDAY, "by": "asha"} | more))


def test_gifts_count_to_what_a_customer_was_given_in_the_year(desk: Desk, deal: Deal) -> None:
    ruled(desk, concessions_per_customer=(inr(4000),))
    given_gift(desk, on=date(2025, 12, 31))
    given_gift(desk, customer_id=2)
    given_gift(desk, answer=GiftAnswer.DECLINED, answered_on=TODAY)
    given_gift(desk, refused_why="too much")
    promised(desk, cost=inr(501))
    assert found(desk, Rule.CONCESSION) is None
    given_gift(desk)
    one = found(desk, Rule.CONCESSION)
    assert "to this customer in 2026 comes to Rs 4,001" in one.sentence
    assert "Rs 3,500: sweets (a gift by asha, 2026-11-20)" in one.facts
    assert [each.spent for each in budgets(desk, 1, None)] == [inr(4001)], "as it is told before one promises"


@pytest.mark.parametrize(("beside", "over"), [(1, True), (None, False), (9, False)], ids=["this deal", "none", "other"])
def test_a_gift_alone_speaks_against_the_deal_beside_which_it_was_given(
    desk: Desk, deal: Deal, beside: int | None, over: bool
) -> None:
    ruled(desk, concessions_per_customer=(inr(3000),), concessions_per_deal=(inr(100),))
    given_gift(desk, deal_id=beside)
    one = found(desk, Rule.CONCESSION)
    assert (one is not None) is over
    if one is not None:
        assert one.opens.table == "customers", "a gift counts to the customer's year, and to no deal's limit"


def test_an_exception_that_was_honoured_on_another_deal_counts_to_the_year_too(desk: Desk, deal: Deal) -> None:
    ruled(desk, concessions_per_customer=(inr(4000),))
    promise = promised(desk, deal_id=9)
    decided = {"by": "asha", "on": TODAY, "deal_id": 9, "document_id": 3, "version": 1, "found": "worse"}
    put_in(desk, Resolution(about=f"promise {promise.id}", answer=Answer.EXCEPTION, cost=inr(3900), **decided))
    promised(desk, cost=inr(101))
    assert "to this customer in 2026 comes to Rs 4,001" in found(desk, Rule.CONCESSION).sentence


# hurry


@pytest.mark.parametrize(
    ("issued_on", "signing_on", "days"),
    [
        pytest.param(date(2026, 11, 16), date(2026, 11, 23), None, id="a week"),
        pytest.param(date(2026, 11, 19), date(2026, 11, 24), None, id="just enough: Friday, Monday, Tuesday"),
        pytest.param(date(2026, 11, 19), date(2026, 11, 23), 2, id="a weekend between is no time to read"),
        pytest.param(date(2026, 11, 20), date(2026, 11, 22), 0, id="over a weekend"),
        pytest.param(date(2026, 11, 25), date(2026, 11, 23), 0, id="a paper of a later day"),
    ],
)
def test_the_customer_has_time_to_read(
    desk: Desk, deal: Deal, paper: Path, issued_on: date, signing_on: date, days: int | None
) -> None:
    attached(desk, paper, issued_on=issued_on)
    edited(desk, signing_on=signing_on)
    one = found(desk, Rule.MINIMUM_DAYS)
    assert (one is None) is (days is None)
    if one is not None:
        assert f"has {days} working days between the final paper and the signature; 3 is the least" in one.sentence
        assert (one.label, one.blocks) == ("3 working days to read", True)


def test_a_holiday_and_the_desks_own_days_off_are_no_time_to_read(desk: Desk, deal: Deal, paper: Path) -> None:
    attached(desk, paper, issued_on=date(2026, 11, 19))
    edited(desk, signing_on=date(2026, 11, 24))
    ruled(desk, holidays=(date(2026, 11, 23),))
    assert found(desk, Rule.MINIMUM_DAYS) is not None
    with desk.store.transaction() as now:
        now.put(GroundRules(id=1, changed_by="m", changed_on=TODAY, holidays=(date(2026, 11, 23),), days_off=(6,)))
    assert found(desk, Rule.MINIMUM_DAYS) is None


def test_a_paper_without_a_day_counts_from_when_it_was_attached_and_a_newer_one_anew(
    desk: Desk, deal: Deal, paper: Path
) -> None:
    attached(desk, paper, on=date(2026, 11, 10))
    assert found(desk, Rule.MINIMUM_DAYS) is None
    attached(desk, paper, on=FRIDAY)
    assert found(desk, Rule.MINIMUM_DAYS) is not None


def test_what_is_signed_now_is_judged_today_and_not_on_the_day_agreed(desk: Desk, deal: Deal, paper: Path) -> None:
    attached(desk, paper, issued_on=FRIDAY)
    edited(desk, signing_on=date(2026, 11, 30))
    assert found(desk, Rule.MINIMUM_DAYS) is None
    assert found(desk, Rule.MINIMUM_DAYS, signing=True) is not None


def test_a_day_agreed_that_has_passed_is_today(desk: Desk, deal: Deal, paper: Path) -> None:
    attached(desk, paper, issued_on=date(2026, 11, 16))
    edited(desk, signing_on=date(2026, 11, 17))
    assert found(desk, Rule.MINIMUM_DAYS) is None


def reached(*stages: Stage, on: date = LONG_AGO) -> tuple[StageReached, ...]:
    return tuple(
        StageReached(stage=stage, on=on + timedelta(days=place), by="asha") for place, stage in enumerate(stages)
    )


@pytest.mark.parametrize(
    ("stages", "signing", "skipped"),
    [
        pytest.param((), False, None, id="never kept"),
        pytest.param((Stage.ENQUIRY, Stage.NEEDS, Stage.PROPOSAL, Stage.PAPER_ISSUED), False, None, id="each in turn"),
        pytest.param((Stage.NEEDS, Stage.PROPOSAL, Stage.PAPER_ISSUED), False, None, id="begun with its enquiry"),
        pytest.param((Stage.ENQUIRY, Stage.PROPOSAL), False, "Needs", id="one left out"),
        pytest.param((Stage.ENQUIRY, Stage.PAPER_ISSUED), False, "Needs or Proposal", id="two left out"),
        pytest.param((Stage.ENQUIRY, Stage.PROPOSAL, Stage.NEEDS), False, None, id="made good later"),
        pytest.param((Stage.ENQUIRY, Stage.PROPOSAL, Stage.ON_HOLD), False, "Needs", id="on hold is no stage"),
        pytest.param((Stage.ENQUIRY, Stage.NEEDS, Stage.PROPOSAL), True, "Paper issued or Review", id="signed now"),
    ],
)
def test_stages_left_out(desk: Desk, deal: Deal, stages: tuple[Stage, ...], signing: bool, skipped: str | None) -> None:
    edited(desk, stages=reached(*stages))
    one = found(desk, Rule.STAGE_SKIPPED, signing=signing)
    assert (one and one.sentence) == (skipped and f"The deal never came to {skipped}.")


def test_what_a_deal_passed_before_stages_were_kept_is_not_held_against_it(desk: Desk, deal: Deal) -> None:
    edited(desk, stages=reached(Stage.PROPOSAL, Stage.REVIEW, on=LONG_AGO + timedelta(days=30)))
    assert found(desk, Rule.STAGE_SKIPPED).sentence == "The deal never came to Paper issued."


def test_a_stage_has_a_limit_in_working_days(desk: Desk, deal: Deal) -> None:
    ruled(desk, stage_limits=(StageLimit(stage=Stage.PAPER_ISSUED, days=2),))
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    assert found(at(desk, tuesday), Rule.DAYS_IN_STAGE) is None
    one = found(at(desk, wednesday), Rule.DAYS_IN_STAGE)
    assert one.label == "3 working days in Paper issued"
    edited(desk, stage=Stage.PROPOSAL)
    assert found(at(desk, wednesday), Rule.DAYS_IN_STAGE) is None


def test_promises_that_were_not_read_back_are_one_finding(desk: Desk, deal: Deal) -> None:
    promised(desk)
    assert found(desk, Rule.NOT_CONFIRMED) is None
    for number in range(12):
        promised(desk, f"extra {number}", confirmed_on=None)
    promised(desk, confirmed_on=None, status=Status.KEPT, settled_on=TODAY)
    one = found(desk, Rule.NOT_CONFIRMED)
    assert one.sentence == "12 of 13 promises were not read back to the customer."
    assert one.facts[0] == "extra 0 (#2, 2026-11-20)"
    assert one.facts[-1] == "and 2 more"
    assert (one.opens.table, one.opens.id) == ("commitments", 2)


# people


def test_a_trainee_needs_a_supervisor_who_is_here(desk: Desk, deal: Deal) -> None:
    asha = here(desk, "asha", name="Asha Nair", trainee=True)
    boss = here(desk, "meena", roles=(Role.SUPERVISOR,))
    one = found(desk, Rule.TRAINEE)
    assert one.sentence == "Asha Nair still learns the work, and nobody is named as their supervisor."
    assert (one.blocks, one.opens.table, one.opens.id) == (True, "staff", asha.id)
    with_boss = asha.model_copy(update={"supervisor": "meena"})
    put_over(desk, with_boss)
    assert found(desk, Rule.TRAINEE) is None
    put_over(desk, boss.model_copy(update={"left_on": FRIDAY}))
    assert "meena, who should supervise them, left on 2026-11-20" in found(desk, Rule.TRAINEE).sentence
    put_over(desk, with_boss.model_copy(update={"supervisor": "nobody"}))
    assert "nobody, who should supervise them, is not on the list" in found(desk, Rule.TRAINEE).sentence


def _owns_a_promise(desk: Desk) -> None:
    promised(desk, owner="Dev")


def _noted_a_contact(desk: Desk) -> None:
    records.add(desk, Interaction(customer_id=1, deal_id=1, on=FRIDAY, by="dev", said="called"))


def _elsewhere(desk: Desk) -> None:
    records.add(desk, Interaction(customer_id=1, on=FRIDAY, by="dev", said="called"))


@pytest.mark.parametrize(("worked", "counts"), [(_owns_a_promise, True), (_noted_a_contact, True), (_elsewhere, False)])
def test_every_trainee_who_works_on_the_deal_counts(
    desk: Desk, deal: Deal, worked: Callable[[Desk], None], counts: bool
) -> None:
    here(desk, "asha")
    here(desk, "dev", trainee=True)
    worked(desk)
    assert (found(desk, Rule.TRAINEE) is not None) is counts


@pytest.mark.parametrize(
    ("closed_on", "rule"),
    [
        (None, Rule.OPEN_INCIDENT),
        (TODAY - timedelta(days=90), Rule.RECENT_INCIDENT),
        (TODAY - timedelta(days=91), None),
    ],
)
def test_incidents_of_the_customer_are_told(desk: Desk, deal: Deal, closed_on: date | None, rule: Rule | None) -> None:
    one = Incident(customer_id=1, on=LONG_AGO, what="The card was blocked abroad.", owner="asha", closed_on=closed_on)
    records.add(desk, one)
    records.add(desk, one.model_copy(update={"customer_id": 2}))
    told = [one for one in deal_findings.of(desk, deal.id).findings if one.key == "incident 1"]
    assert [one.rule for one in told] == ([rule] if rule else [])
    assert all("The card was blocked abroad." in one.sentence and one.opens.table == "incidents" for one in told)


def test_an_owner_who_left_blocks_and_one_who_is_not_on_the_list_is_told_of(desk: Desk, deal: Deal) -> None:
    assert found(desk, Rule.OWNER_GONE) is None, "nobody was ever named"
    here(desk, "meena", roles=(Role.BRANCH_MANAGER,))
    told = found(desk, Rule.OWNER_GONE)
    assert told.sentence == "asha answers for this deal and is not on the list of the staff."
    assert told.severity is Severity.WARN, "the list may not be filled in yet"
    asha = here(desk, "an", name="Asha")
    assert found(desk, Rule.OWNER_GONE) is None
    put_over(desk, asha.model_copy(update={"left_on": TODAY}))
    assert found(desk, Rule.OWNER_GONE) is None, "the last day is a day here"
    gone = found(at(desk, TODAY + timedelta(days=1)), Rule.OWNER_GONE)
    assert "left on 2026-11-21" in gone.sentence
    assert gone.severity is Severity.BLOCK


@pytest.mark.parametrize(("days", "silent"), [(14, False), (15, True)])
def test_an_owner_is_silent_after_some_days_without_contact(desk: Desk, deal: Deal, days: int, silent: bool) -> None:
    later = at(desk, FRIDAY + timedelta(days=days))
    assert (found(later, Rule.OWNER_SILENT) is not None) is silent
    records.add(desk, Interaction(customer_id=1, on=FRIDAY + timedelta(days=days), by="vikram"))
    assert (found(later, Rule.OWNER_SILENT) is not None) is silent, "another's contact is not the owner's"
    records.add(desk, Interaction(customer_id=1, on=FRIDAY + timedelta(days=days), by="ASHA"))
    assert found(later, Rule.OWNER_SILENT) is None


def test_a_new_owner_has_as_many_days_from_taking_over(desk: Desk, deal: Deal) -> None:
    taken_over = date(2026, 11, 1)
    owners = (Tenure(owner="vikram", since=LONG_AGO), Tenure(owner="ravi", since=taken_over))
    edited(desk, owner="ravi", owners=owners)
    assert found(at(desk, date(2026, 11, 15)), Rule.OWNER_SILENT) is None
    one = found(desk, Rule.OWNER_SILENT)
    assert one.sentence == ("ravi was not in touch with the customer for 20 days, since taking over on 2026-11-01.")
    assert one.facts == ("vikram since 2026-01-05", "ravi since 2026-11-01")


def test_a_former_owner_who_is_still_in_touch_is_told_until_the_new_one_is(desk: Desk, deal: Deal) -> None:
    owners = (Tenure(owner="asha", since=LONG_AGO), Tenure(owner="ravi", since=date(2026, 11, 10)))
    edited(desk, owner="ravi", owners=owners)
    one = found(desk, Rule.FORMER_OWNER)
    assert one.sentence == (
        "asha, who handed the deal over on 2026-11-10, was in touch with the customer on 2026-11-20; "
        "ravi was not since."
    )
    assert one.opens.table == "interactions"
    records.add(desk, Interaction(customer_id=1, on=date(2026, 11, 19), by="ravi"))
    assert found(desk, Rule.FORMER_OWNER) is not None, "before the former owner's"
    records.add(desk, Interaction(customer_id=1, on=FRIDAY, by="ravi"))
    assert found(desk, Rule.FORMER_OWNER) is None


def test_a_former_owners_contact_before_the_handover_is_their_work(desk: Desk, deal: Deal) -> None:
    edited(desk, owner="ravi", owners=(Tenure(owner="asha", since=LONG_AGO), Tenure(owner="ravi", since=TODAY)))
    assert found(desk, Rule.FORMER_OWNER) is None


# all of them


def test_the_desks_own_severities_hold_for_every_rule_beside_the_comparison(desk: Desk, deal: Deal) -> None:
    ruled(desk, severities=(RuleSeverity(rule=Rule.NO_PAPER, severity=Severity.NOTE),))
    file = deal_findings.of(desk, deal.id)
    assert [one.severity for one in file.findings] == [Severity.NOTE]
    assert file.blocking == ()
    assert file.rules.version == 1


def test_a_rule_of_the_people_is_waived_until_a_day(desk: Desk, deal: Deal) -> None:
    waiver = Waiver(
        deal_id=1,
        rule=Rule.NO_PAPER,
        about="no paper",
        reason="the paper is being printed",
        until=TODAY,
        asked_by="asha",
        asked_on=TODAY,
        decided_by="meena",
        decided_on=TODAY,
        granted=True,
    )
    put_in(desk, waiver)
    assert deal_findings.of(desk, deal.id).blocking == ()
    assert len(deal_findings.of(at(desk, TODAY + timedelta(days=1)), deal.id).blocking) == 1
