"""The customer statement: what is told, and that nothing else can be."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import AcceptedIn, Acknowledgement, Answer, Resolution
from crm_tui.domain.rules import GroundRules, Rule
from crm_tui.domain.sign_off import Review, ReviewState, Step
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.interchange.prints.files import rendered
from crm_tui.reading.files import read_paper
from crm_tui.services import customer_statement, deal_findings, decisions
from crm_tui.services.customer_told import CustomerStatement, Duty, Place, Told, Unspoken
from crm_tui.services.kept_facts import facts_of
from crm_tui.services.printout import PrintFormat
from tests.services.review_desk import MONDAY, Branch
from tests.store.memory import MemoryStore

TEN = """\
home loan 42 lakh for 20 years, rate 8.4 % floating, no processing fee, emi 36,183 a month
no prepayment charges
legal and valuation fee about 5,000
title deeds returned within 30 days of closure
insurance is optional
sanction valid for 3 months
"""
PAPER = """\
SANCTION LETTER
Sanctioned loan amount         Rs. 42,00,000
Tenure                         240 months
Rate of interest               8.65 % p.a., floating, linked to the Bank's Home Reference Rate
Equated monthly instalment     Rs. 36,848
Processing fee                 Rs. 10,500 plus GST at 18 %
Legal and valuation fee        Rs. 4,500, paid once
Prepayment charge              Nil, provided that the money comes from the borrowers' own funds
The original title deeds will be returned within 30 days of closure of the loan.
This sanction is valid for 60 days from its date.
A penal charge of 18 % p.a. is payable on an overdue instalment for the days of delay.
A mandate that is returned unpaid costs Rs. 450 on each occasion.
The flat shall be mortgaged to the Bank by deposit of title deeds.
"""


def branch_with(note: str = TEN, paper: str = PAPER) -> Branch:
    branch = Branch(MemoryStore())
    branch.say("asha", note)
    branch.attach("asha", paper)
    return branch


def put(branch: Branch, *records: Record) -> list[Record]:
    with branch.store.transaction("told") as now:
        return [now.add(one) if one.id == 0 else (now.put(one), one)[1] for one in records]


def statement(branch: Branch) -> CustomerStatement:
    desk = branch.desk("asha")
    return customer_statement.told_of(desk, branch.deal_id)


def outputs(branch: Branch, folder: Path) -> Iterator[str]:
    """The statement in every format, as somebody reads it."""
    made = customer_statement.of(branch.desk("asha"), branch.deal_id)
    for form in (PrintFormat.TEXT, PrintFormat.MARKDOWN, PrintFormat.HTML):
        yield rendered(made, form).decode()
    path = folder / "statement.pdf"
    path.write_bytes(rendered(made, PrintFormat.PDF))
    yield " ".join(" ".join(line.text for line in read_paper(path).lines).split())


def told_of(branch: Branch, words: str) -> Told:
    return next(one for one in statement(branch).promises if words in one.promised)


def resolve(branch: Branch, words: str, answer: Answer, **more: Any) -> None:
    file = deal_findings.of(branch.desk("asha"), branch.deal_id)
    assert file.comparison is not None
    assert file.document is not None
    place = next(at for at, one in enumerate(file.promises) if words in one.words)
    made = Resolution(
        deal_id=branch.deal_id,
        document_id=file.document.id,
        version=file.document.version,
        about=f"promise {file.promises[place].id}",
        found=file.comparison.findings[place].verdict.value,
        answer=answer,
        by="asha",
        on=MONDAY,
        **more,
    )
    put(branch, made)


def test_it_says_what_was_promised_where_the_paper_says_it_and_what_differs() -> None:
    told = told_of(branch_with(), "processing fee")
    assert told.places == (Place(1, 6, 6, "Processing fee Rs. 10,500 plus GST at 18 %"),)
    assert "the paper says Rs 10,500" in told.differs
    assert told.costs == "It costs you Rs 10,500."
    assert told.did == "Nothing is agreed with you about this yet."


def test_what_is_as_we_said_needs_nothing_done() -> None:
    told = told_of(branch_with(), "title deeds")
    assert (told.differs, told.costs, told.did) == ("", "", "")


def test_money_that_is_the_same_is_told_once() -> None:
    branch = branch_with()
    assert told_of(branch, "8.4 %").costs.startswith("It costs you Rs 1,59,")
    assert "It is the cost of" in told_of(branch, "emi").costs


ACCEPTED = {"accepted_in": AcceptedIn.LETTER, "customer_on": date(2026, 11, 20)}


@pytest.mark.parametrize(
    ("answer", "more", "did"),
    [
        (Answer.AMEND, {}, "We are having the paper corrected: sign only the corrected one."),
        (Answer.ACCEPTED, ACCEPTED, "You accepted this in the letter of 20 November 2026."),
        (
            Answer.ACCEPTED,
            {"how": "her e-mail", "customer_on": date(2026, 11, 20)},
            "You accepted this in writing on 20 November 2026.",
        ),
        (Answer.ACCEPTED, {}, "Nothing is agreed with you about this yet."),
        (
            Answer.EXCEPTION,
            {"cost": Money(amount=Decimal(500), currency="INR"), "granted_by": "meera", "granted_on": MONDAY},
            "We keep our promise, although the paper says otherwise.",
        ),
        (Answer.EXCEPTION, {}, "Nothing is agreed with you about this yet."),
    ],
    ids=[
        "the paper is amended",
        "accepted",
        "accepted before the kind was kept",
        "accepted without a document",
        "an exception",
        "one nobody granted",
    ],
)
def test_what_we_did_is_told_once_it_is_agreed_in_full(answer: Answer, more: dict[str, Any], did: str) -> None:
    branch = branch_with()
    resolve(branch, "processing fee", answer, **more)
    assert told_of(branch, "processing fee").did == did


def test_what_was_agreed_on_an_earlier_paper_is_open_again() -> None:
    branch = branch_with()
    resolve(branch, "processing fee", Answer.ACCEPTED, **ACCEPTED)
    branch.attach("asha", PAPER.replace("10,500", "12,500"))
    assert told_of(branch, "processing fee").did == "Nothing is agreed with you about this yet."


def test_a_promise_that_was_taken_back_is_told_too() -> None:
    branch = branch_with()
    resolve(branch, "processing fee", Answer.WITHDRAW, how="by phone", customer_on=date(2026, 11, 20))
    promise = next(one for one in branch.store.find(Commitment) if "processing fee" in one.words)
    put(branch, promise.model_copy(update={"status": Status.WITHDRAWN, "settled_on": MONDAY}))
    told = statement(branch).promises[-1]
    assert "processing fee" in told.promised
    assert (told.differs, told.did) == ("We took this promise back.", "We told you on 20 November 2026.")


@pytest.mark.parametrize("how", ["by phone", ""], ids=["told", "not told yet"])
def test_a_promise_that_was_taken_back_quotes_the_paper_and_is_no_surprise_once_told(how: str) -> None:
    branch = branch_with()
    fee = next(one for one in branch.store.find(Commitment) if "processing fee" in one.words)
    put(branch, *(one.model_copy(update={"said": ""}) for one in branch.store.find(Interaction)))
    resolve(branch, "processing fee", Answer.WITHDRAW, how=how, customer_on=MONDAY)
    put(branch, fee.model_copy(update={"status": Status.WITHDRAWN, "settled_on": MONDAY}))
    told = statement(branch)
    assert told.promises[-1].places == (Place(1, 6, 6, "Processing fee Rs. 10,500 plus GST at 18 %"),)
    assert ("Processing fee" in [one.label for one in told.unspoken]) == (not how)
    blocking = {one.label for one in deal_findings.of(branch.desk("asha"), branch.deal_id).blocking}
    assert blocking.issuperset({"Processing fee", "Promise withdrawn"}) == (not how)
    assert blocking.isdisjoint({"Processing fee", "Promise withdrawn"}) == bool(how)


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [
        pytest.param("60 days", "90 days", False, id="the new version says the same of it"),
        pytest.param("10,500", "12,500", True, id="the new version says something else"),
    ],
)
def test_a_told_withdrawal_is_news_only_where_the_new_version_says_something_else(
    before: str, after: str, is_news: bool
) -> None:
    branch = branch_with()
    fee = next(one for one in branch.store.find(Commitment) if "processing fee" in one.words)
    put(branch, *(one.model_copy(update={"said": ""}) for one in branch.store.find(Interaction)))
    resolve(branch, "processing fee", Answer.WITHDRAW, told_by=Channel.CALL, customer_on=MONDAY)
    put(branch, fee.model_copy(update={"status": Status.WITHDRAWN, "settled_on": MONDAY}))
    branch.attach("asha", "SANCTION LETTER, second version\n\n" + PAPER.replace(before, after).partition("\n")[2])
    assert ("Processing fee" in [one.label for one in statement(branch).unspoken]) is is_news
    blocking = {one.label for one in deal_findings.of(branch.desk("asha"), branch.deal_id).blocking}
    assert ("Processing fee" in blocking) is is_news
    assert "Promise withdrawn" not in blocking


def test_what_else_the_line_of_a_told_withdrawal_says_is_no_surprise_either() -> None:
    branch = Branch(MemoryStore())
    branch.attach("asha", "SANCTION LETTER\nRate of interest              8.75 % p.a., subject to change\n")
    put(branch, *(one.model_copy(update={"said": ""}) for one in branch.store.find(Interaction)))
    resolve(branch, "8.4", Answer.WITHDRAW, how="by phone", customer_on=MONDAY)
    rate, other = branch.store.find(Commitment)
    put(branch, rate.model_copy(update={"status": Status.WITHDRAWN, "settled_on": MONDAY}))
    put(branch, other.model_copy(update={"claim": None}))
    assert statement(branch).unspoken == ()
    assert deal_findings.of(branch.desk("asha"), branch.deal_id).blocking == ()


def test_a_term_that_is_standard_is_told_as_such() -> None:
    branch = branch_with()
    file = deal_findings.of(branch.desk("asha"), branch.deal_id)
    decisions.acknowledge(branch.desk("asha"), file.comparison.surprises[0], file.document)
    first, second, *_ = statement(branch).unspoken
    assert first.did == "It is the same in every paper of this kind."
    assert second.did == "Nothing is agreed with you about this yet."


def test_a_deal_without_a_paper_has_no_statement() -> None:
    branch = branch_with()
    for one in branch.store.find(Document):
        with branch.store.transaction("gone") as now:
            now.remove(one)
    with pytest.raises(DeskError, match="has no paper yet: attach one"):
        customer_statement.of(branch.desk("asha"), branch.deal_id)


def test_a_usual_deal_stands_on_one_page(tmp_path: Path) -> None:
    branch = branch_with()
    assert len(statement(branch).promises) >= 10
    assert len(statement(branch).unspoken) >= 3
    list(outputs(branch, tmp_path))
    assert read_paper(tmp_path / "statement.pdf").pages == 1


# nobody else, and nothing that stays in the house


@pytest.mark.parametrize(
    ("other", "words", "shown"),
    [
        ("Rajesh Khanna", "no processing fee, as RAJESH  KHANNA got", "Processing fee: no charge"),
        ("Ramesh Kumar", "no processing fee, RAMESH has none", "Processing fee: no charge"),
        ("李美玲 (Li Meiling)", "no processing fee like li meiling", "Processing fee: no charge"),
        ("李美玲 (Li Meiling)", "no processing fee 和李美玲一样", "Processing fee: no charge"),
        ("Sunita", "no processing fee for Sunita", "no processing fee for Sunita"),
    ],
    ids=["a name", "a part of a name", "a name in two scripts", "without spaces", "a part of the customer's own name"],
)
def test_words_that_name_another_customer_give_way_to_what_was_meant(other: str, words: str, shown: str) -> None:
    branch = branch_with("rate 8.4 % floating")
    put(branch, Customer(name=other, owner="asha", since=MONDAY))
    branch.say("asha", "no processing fee")
    promise = next(one for one in branch.store.find(Commitment) if "processing fee" in one.words)
    put(branch, promise.model_copy(update={"words": words}))
    assert [one.promised for one in statement(branch).promises][-1] == shown


def test_a_passage_of_the_paper_that_names_another_customer_is_only_pointed_at() -> None:
    branch = branch_with(paper=PAPER.replace("Rs. 10,500", "Rs. 10,500 by Rajesh Khanna"))
    put(branch, Customer(name="Rajesh Khanna", owner="asha", since=MONDAY))
    assert told_of(branch, "processing fee").places == (Place(1, 6, 6, ""),)


def test_the_statement_has_a_place_for_nothing_else() -> None:
    assert {
        kind.__name__: {one.name for one in fields(kind)} for kind in (CustomerStatement, Told, Unspoken, Duty)
    } == {
        "CustomerStatement": {
            "customer",
            "about",
            "paper",
            "on",
            "promises",
            "unspoken",
            "duties",
            "costs",
            "as_of",
            "since",
        },
        "Told": {"promised", "places", "differs", "costs", "did"},
        "Unspoken": {"label", "places", "costs", "did"},
        "Duty": {"promised", "stands"},
    }


TOLD = {
    Customer: {"name"},
    Deal: {"title"},
    Commitment: {"words"},
    # what these are about is found by the words themselves
    Resolution: {"about", "found", "said", "accepted_words"},
    Waiver: {"about", "found", "said"},
    Acknowledgement: {"says", "label", "term"},
    LearntName: {"term"},
}
"""What is told, or is a key; any other text of any record is planted with a mark."""

MARK = "zqx7"
ALL_ACCEPTED = [Answer.ACCEPTED] * 14
HIDDEN_MONEY = Money(amount=Decimal("987654.32"), currency="INR")


def planted(record: Record, number: int) -> Record:
    """The record with a mark in every text that is not told, and an amount where it keeps what something costs us."""
    for name, about in type(record).model_fields.items():
        if name in TOLD.get(type(record), set()) or name in ("id", "table"):
            continue
        value = getattr(record, name)
        tries: list[object] = [f"{MARK}{number}{name}", f"{MARK}{number}@{name.replace('_', '')}.example"]
        if "Money" in str(about.annotation):
            tries = [HIDDEN_MONEY]
        elif not (value is None or type(value) is str):
            continue
        for tried in tries:
            try:
                record = type(record).model_validate(dict(record) | {name: tried})
                break
            except ValidationError:
                continue
    return record


def everything(branch: Branch, answers: list[Answer], state: ReviewState) -> list[Record]:
    """A record of every kind on the deal, beside those that are there."""
    file = deal_findings.of(branch.desk("asha"), branch.deal_id)
    deal, document, customer = file.deal.id, file.document.id, file.customer.id
    other = Customer(name=f"{MARK} Other", owner="asha", since=MONDAY, contacts=(Contact(name=f"{MARK}contact"),))
    steps = (Step(state=state, by=f"{MARK}by", at=branch.desk("asha").now(), why=f"{MARK}opinion"),)
    made: list[Record] = [
        other,
        Incident(customer_id=customer, deal_id=deal, on=MONDAY, what="x", owner="x"),
        Interaction(customer_id=customer, deal_id=deal, on=MONDAY, by="x", said="x"),
        GroundRules(changed_by="x", changed_on=MONDAY, version=7),
        Member(login="x", roles=(Role.CHECKER,), since=MONDAY),
        LearntName(name=f"{MARK} words", term="loan.processing_fee", learnt_by="x", learnt_on=MONDAY),
        Review(deal_id=deal, state=state, maker="x", steps=steps, facts=facts_of(file)),
    ]
    for rule in Rule:
        made.append(
            Waiver(
                deal_id=deal,
                rule=rule,
                about=next((one.key for one in file.findings if one.rule is rule), "x"),
                reason="x",
                until=MONDAY,
                asked_by="x",
                asked_on=MONDAY,
                decided_by="y",
                decided_on=MONDAY,
                granted=True,
            )
        )
    for one, answer in zip(file.findings, answers, strict=False):
        made.append(
            Resolution(
                deal_id=deal,
                document_id=document,
                version=file.document.version,
                about=one.key,
                found=next((v.verdict.value for v in file.comparison.findings if v.text == one.said), one.sentence),
                answer=answer,
                by="x",
                on=MONDAY,
                accepted_in=AcceptedIn.LETTER,
                customer_on=MONDAY,
                granted_on=MONDAY,
            )
        )
    return made


@settings(max_examples=8, deadline=None)
@example(answers=ALL_ACCEPTED, state=ReviewState.APPROVED)
@example(answers=[Answer.EXCEPTION] * 14, state=ReviewState.RETURNED)
@given(
    answers=st.lists(st.sampled_from(Answer), max_size=14),
    state=st.sampled_from(ReviewState),
)
def test_nothing_that_stays_in_the_house_is_in_any_output(
    tmp_path_factory: pytest.TempPathFactory, answers: list[Answer], state: ReviewState
) -> None:
    branch = branch_with()
    put(branch, *everything(branch, answers, state))
    records = list(branch.store.held.values())  # type: ignore[attr-defined] # a store in memory
    put(branch, *(planted(one, number) for number, one in enumerate(records)))
    assert sum(MARK in one.model_dump_json() for one in branch.store.held.values()) > 40  # type: ignore[attr-defined]
    if answers == ALL_ACCEPTED:  # what is told of an answer stands there beside the marks
        assert any(
            one.did == "You accepted this in the letter of 23 November 2026." for one in statement(branch).promises
        )
    for shown in outputs(branch, tmp_path_factory.mktemp("out")):
        assert "processing fee" in shown
        assert MARK not in shown.casefold()
        assert "9,87,654" not in shown
        for word in ("stops the signature", "severity", "waive", "opinion", "fingerprint", "decision table"):
            assert word not in shown.casefold()
