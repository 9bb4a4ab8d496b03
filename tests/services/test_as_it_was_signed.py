"""What is printed of a deal that is signed, and of an old review: the promises as they were, not as they are today."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import NotFound
from crm_tui.domain.interaction import Channel
from crm_tui.domain.resolution import AcceptedIn, Answer
from crm_tui.domain.sign_off import Review
from crm_tui.interchange.prints.text import as_text
from crm_tui.services import (
    acts,
    customer_statement,
    deal_findings,
    decisions,
    records,
    review_sheet,
    reviews,
    sign_off,
    signature,
)
from crm_tui.services.decisions import Details
from tests.services.review_desk import DEARER, MONDAY, Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def approved(branch: Branch) -> Review:
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    return sign_off.approve(branch.desk("vikram"), review, seen)


def signed(branch: Branch) -> None:
    approved(branch)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)


def resolve(branch: Branch, answer: Answer, details: Details) -> None:
    file = deal_findings.of(branch.desk("asha"), branch.deal_id)
    found, promise = file.comparison.findings[0], file.promises[0]
    decisions.resolve_promise(branch.desk("asha"), found, promise, file.document, answer, details)


def sheet(branch: Branch, number: int | None = None) -> str:
    return one_line(as_text(review_sheet.of(branch.desk("asha"), branch.deal_id, number)))


def statement(branch: Branch, number: int | None = None) -> str:
    return one_line(as_text(customer_statement.of(branch.desk("asha"), branch.deal_id, number)))


def one_line(text: str) -> str:
    return " ".join(text.split())


def promises_in(sheet: str) -> str:
    return sheet[sheet.index("What was promised") :].partition(" Steps ")[0]


def reword(branch: Branch) -> None:
    first = branch.store.find(Commitment, deal_id=branch.deal_id)[0]
    claim = first.claim.model_copy(update={"low": Decimal(9), "high": Decimal(9), "said": "9 %"})
    records.change(branch.desk("asha"), first, first.model_copy(update={"words": "interest rate 9 %", "claim": claim}))


def withdraw(branch: Branch) -> None:
    first = branch.store.find(Commitment, deal_id=branch.deal_id)[0]
    acts.withdraw(branch.desk("asha"), [first], Channel.CALL, branch.day)


AFTERWARDS = {
    "said otherwise": reword,
    "withdrawn": withdraw,
    "another paper": lambda branch: branch.attach("asha", DEARER),
}


@pytest.mark.parametrize("after", AFTERWARDS.values(), ids=AFTERWARDS.keys())
def test_what_was_signed_is_printed_whatever_came_after(branch: Branch, after: Callable[[Branch], object]) -> None:
    signed(branch)
    told, listed = statement(branch), promises_in(sheet(branch))
    assert "This is what was signed on 30 November 2026." in told
    assert "interest rate 8.4 %" in told
    assert "interest rate 8.4 %" in listed
    after(branch)
    assert (statement(branch), promises_in(sheet(branch))) == (told, listed)


def test_what_is_promised_after_the_signature_stands_apart(branch: Branch) -> None:
    signed(branch)
    branch.wait()
    branch.say("asha", "no processing fee")
    told, kept = statement(branch), sheet(branch)
    before, _, since = told.partition("What we promised since the signature")
    assert "processing fee" not in before
    assert "no processing fee" in since
    assert "said on 1 December 2026" in since
    before, _, since = kept.partition("Promised since the signature")
    assert "processing fee" not in before
    assert "no processing fee Asha Kulkarni (asha), 2026-12-01" in since


def test_what_was_promised_to_do_between_the_approval_and_the_signature_was_signed_too(branch: Branch) -> None:
    approved(branch)
    deal = branch.deal
    made = Commitment(customer_id=deal.customer_id, deal_id=deal.id, words="call her", owner="asha", made_on=MONDAY)
    records.add(branch.desk("asha"), made)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)
    assert "since the signature" not in statement(branch) + sheet(branch)
    assert "call her no day was named" in statement(branch)


def test_an_old_review_shows_the_promises_of_its_day(branch: Branch) -> None:
    old = approved(branch)
    branch.wait()
    reword(branch)
    branch.attach("asha", DEARER)
    assert "This is how it stood on 23 November 2026." in statement(branch, old.id)
    for shown in (statement(branch, old.id), sheet(branch, old.id)):
        assert "interest rate 8.4 %" in shown
        assert "9 %" not in shown
        assert "8.75" not in shown
    assert "interest rate 9 %" in statement(branch), "a deal under way is told as it is today"


def test_the_sheet_lists_who_promised_what_when_and_how_it_stood(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    resolve(branch, Answer.ACCEPTED, Details(accepted_in=AcceptedIn.SIDE_LETTER, customer_on=MONDAY))
    approved(branch)
    shown = sheet(branch)
    listed = shown[shown.index("What was promised") :]
    for part in ("interest rate 8.4 %", "Asha Kulkarni (asha), 2026-11-23", "(page 1, line 2)", "WORSE ON PAPER"):
        assert part in listed


@pytest.mark.parametrize(
    ("details", "told"),
    [
        pytest.param(
            {"accepted_in": AcceptedIn.SIDE_LETTER},
            "You accepted this in the side letter of 12 November 2026.",
            id="a side letter",
        ),
        pytest.param(
            {"accepted_in": AcceptedIn.EMAIL, "accepted_words": "sent in the evening"},
            "You accepted this in the e-mail of 12 November 2026 (sent in the evening).",
            id="in own words too",
        ),
        pytest.param(
            {"accepted_in": AcceptedIn.OTHER, "accepted_words": "the minutes of our meeting"},
            "You accepted this in writing on 12 November 2026 (the minutes of our meeting).",
            id="another document",
        ),
    ],
)
def test_the_customer_reads_in_which_document_they_accepted_it(
    branch: Branch, details: dict[str, object], told: str
) -> None:
    branch.attach("asha", DEARER)
    remark = "she was cross about it"
    resolve(branch, Answer.ACCEPTED, Details(customer_on=date(2026, 11, 12), how=remark, **details))
    [did] = [one.did for one in customer_statement.told_of(branch.desk("asha"), branch.deal_id).promises if one.differs]
    assert did == told
    assert remark not in statement(branch)
    assert remark in sheet(branch)


@pytest.mark.parametrize(
    ("channel", "how"),
    [
        (Channel.CALL, "by phone"),
        (Channel.VISIT, "when we visited you"),
        (Channel.BRANCH, "at the branch"),
        (Channel.EMAIL, "by e-mail"),
        (Channel.MESSAGE, "by message"),
        (Channel.LETTER, "by letter"),
    ],
    ids=list(Channel),
)
def test_the_customer_reads_how_they_were_told_of_a_promise_taken_back(
    branch: Branch, channel: Channel, how: str
) -> None:
    branch.attach("asha", DEARER)
    resolve(branch, Answer.WITHDRAW, Details(told_by=channel, customer_on=date(2026, 11, 12)))
    told = customer_statement.told_of(branch.desk("asha"), branch.deal_id).promises[-1]
    assert (told.differs, told.did) == ("We took this promise back.", f"We told you {how} on 12 November 2026.")


# stores of before this was kept


def forget(branch: Branch) -> None:
    """As a program wrote it that did not keep the promises."""
    for review in branch.store.find(Review):
        stored = json.loads(review.model_dump_json())
        stored["facts"].pop("compared")
        for one in stored["signings"]:
            for name in ("facts", "approved_under"):
                one.pop(name)
        with branch.store.transaction("older") as now:
            now.put(Review.model_validate_json(json.dumps(stored)))


def test_a_review_of_before_the_promises_were_kept_still_prints_and_says_so(branch: Branch) -> None:
    signed(branch)
    forget(branch)
    branch.say("asha", "no processing fee")
    number = reviews.current(branch.desk("asha"), branch.deal_id).id
    for shown in (statement(branch), statement(branch, number)):
        assert "What stood then was not kept: this is how it stands today." in shown
        assert "processing fee" in shown
    for shown in (sheet(branch), sheet(branch, number)):
        assert "The promises were not kept with this review" in shown
        assert "processing fee" not in shown
    assert branch.deal.stage is Stage.SIGNED


def test_a_review_of_another_deal_is_not_printed(branch: Branch) -> None:
    approved(branch)
    with pytest.raises(NotFound, match="this deal has no review #99: it has #"):
        statement(branch, 99)


def test_a_deal_signed_by_mistake_and_opened_again_is_told_as_it_is_today(branch: Branch) -> None:
    signed(branch)
    branch.edit("asha", stage=Stage.REVIEW)
    branch.say("asha", "no processing fee")
    assert "since the signature" not in statement(branch)
    assert "processing fee" in statement(branch)
