"""A review from submitting to signing, at the keyboard of each of those who take part; and every refusal."""

from datetime import timedelta

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.rules import Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.waiver import Waiver
from crm_tui.services import deal_findings, ground_rules, reviews, sign_off, waivers
from crm_tui.tui.forms.form import Form
from crm_tui.tui.screens.review import ReviewPage
from tests.services.review_desk import DEARER, FAIR, Branch
from tests.tui.waiting import comes


def submit(branch: Branch, opinion: str = "she is a good customer") -> Review:
    return sign_off.submit(branch.desk("asha"), branch.deal_id, opinion)


def approve(branch: Branch) -> Review:
    desk = branch.desk("vikram")
    return sign_off.approve(desk, submit(branch), deal_findings.of(desk, branch.deal_id).fingerprint, "as it was said")


def newest(branch: Branch) -> Review:
    review = reviews.current(branch.desk("root"), branch.deal_id)
    assert review is not None
    return review


def told(at) -> list[str]:
    return [one.message for one in at.app._notifications]


async def test_the_maker_submits_with_an_opinion(branch: Branch, at_desk) -> None:
    async with at_desk(branch.desk("asha"), "home loan") as at:
        assert "○ NOT SUBMITTED · M submit · ✓ nothing blocks" in at.screen
        await at.press("M")
        assert "Submit for review: Home loan" in at.screen
        await at.type("I know her well")
        await at.press("ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen
        assert "Z recalls it" in at.screen
    review = newest(branch)
    assert (review.state, review.maker, review.steps[-1].why) == (ReviewState.SUBMITTED, "asha", "I know her well")


async def test_an_opinion_that_is_left_is_kept_as_a_draft(branch: Branch, at_desk) -> None:
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("M")
        await at.type("I know her well")
        await at.press("escape")
        assert "Submit for review" not in at.screen
        assert told(at)[-1] == "Kept as a draft: it stands here when you go on"
        assert "○ DRAFT by asha" in at.screen
        assert newest(branch).steps[-1].why == "I know her well"
        await at.press("M", "escape")
        assert len(newest(branch).steps) == 1, "nothing was typed, so that nothing is kept"
        await at.press("M")
        assert "I know her well" in at.screen
        await at.press("ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen
    assert [(one.state.value, one.why) for one in newest(branch).steps] == [
        ("draft", "I know her well"),
        ("submitted", "I know her well"),
    ]


async def test_a_draft_that_can_not_be_kept_is_left_only_when_asked(branch: Branch, at_desk) -> None:
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("M")
        await at.type("I know her well")
        submit(branch)
        await at.press("escape")
        assert "you submitted this deal already" in at.words
        assert "I know her well" in at.screen
        await at.press("escape")
        assert "Leave without saving?" in at.screen
        await at.press("y")
        assert "Submit for review" not in at.screen
    assert newest(branch).state is ReviewState.SUBMITTED


async def test_a12_without_what_matters_submitting_leads_to_that_field(branch: Branch, at_desk) -> None:
    branch.edit("asha", what_matters="")
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("M")
        assert "say what matters to this customer" in told(at)[-1]
        await at.type("the flat by Diwali")
        await at.press("ctrl+s", "M", "ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen
    assert branch.deal.what_matters == "the flat by Diwali"


async def test_the_maker_takes_it_back_and_submits_again(branch: Branch, at_desk) -> None:
    submit(branch)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("Z", "ctrl+s")
        assert "○ RECALLED by asha" in at.screen
        assert "M submit again" in at.screen
        await at.press("M", "ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen


async def test_nobody_else_takes_it_back(branch: Branch, at_desk) -> None:
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("Z")
        await at.type("oops")
        await at.press("ctrl+s")
        assert "asha submitted this review, and only they can recall it: ask them" in at.words
        assert "oops" in at.screen, "what was typed stays"
    assert newest(branch).state is ReviewState.SUBMITTED


async def test_somebody_else_approves_and_it_is_signed(branch: Branch, at_desk) -> None:
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        assert "A approve, B return, X reject" in at.screen
        await at.press("A")
        assert "Approve: Home loan" in at.screen
        await at.type("as it was said")
        await at.press("ctrl+s")
        assert "✓ APPROVED by vikram" in at.screen
    branch.wait(7)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        assert "Y sign" in at.screen
        await at.press("Y")
        assert "Does Home loan go to signature?" in at.screen
        await at.press("enter")
        assert branch.deal.stage is Stage.REVIEW, "not yet comes first"
        await at.press("Y", "down", "enter")
        assert "✓ SIGNED" in at.screen
    assert branch.deal.stage is Stage.SIGNED


@pytest.mark.parametrize(
    ("key", "title", "mark", "state"),
    [
        ("B", "Return it to asha", "↻ RETURNED by vikram", ReviewState.RETURNED),
        ("X", "Reject the deal of asha", "✗ REJECTED by vikram", ReviewState.REJECTED),
    ],
    ids=["return", "reject"],
)
async def test_it_is_returned_or_rejected_with_a_reason(
    branch: Branch, at_desk, key: str, title: str, mark: str, state: ReviewState
) -> None:
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press(key, "ctrl+s")
        assert "! say why it is re" in at.screen
        assert title in at.screen
        await at.type("ask about the fee")
        await at.press("ctrl+s")
        assert mark in at.screen
        assert "ask about the fee" in at.words
    assert newest(branch).state is state
    async with at_desk(branch.desk("asha"), "home loan") as at:
        assert "ask about the fee" in at.words
        assert "M submit again" in at.screen


@pytest.mark.parametrize("key", ["A", "B", "X"])
@pytest.mark.parametrize(
    ("login", "line"),
    [
        ("asha", "a checker or branch manager who had no hand in the deal decides it"),
        ("ravi", "a checker or branch manager who had no hand in the deal decides it"),
        ("meera", "who noted a contact on the deal can't check it: somebody who had no hand in the deal must"),
    ],
    ids=["maker", "no-role", "hand"],
)
async def test_no_form_is_opened_for_who_may_not_decide(
    branch: Branch, at_desk, key: str, login: str, line: str
) -> None:
    branch.say("meera", "she called about the flat")
    submit(branch)
    async with at_desk(branch.desk(login), "home loan") as at:
        await at.press(key)
        assert told(at)[-1] == f"! {line}"
        assert not isinstance(at.app.screen, Form)


@pytest.mark.parametrize("key", ["Z", "A", "B", "X"])
async def test_what_was_not_submitted_is_not_decided(branch: Branch, at_desk, key: str) -> None:
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press(key)
        assert told(at)[-1] == "! it has no review yet: M submits the deal first"


async def test_a23_an_approval_that_is_blocked_goes_to_the_first_finding_that_blocks(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("G", "A")
        assert "“Rate of interest” stops it: it has to be settled before the deal is approved" in told(at)[-1]
        assert "■ BLOCK" in at.line("> ")
        assert isinstance(at.app.screen, ReviewPage)
    assert newest(branch).state is ReviewState.SUBMITTED


async def test_a24_a_signature_too_early_is_refused_in_one_line(branch: Branch, at_desk) -> None:
    approve(branch)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("Y", "down", "enter")
        assert "“3 working days to read” stops it" in told(at)[-1]
        assert "■ BLOCK" in at.line("> ")
        assert "3 working days to re" in at.line("> "), "what stops it is opened"
        await at.press("enter")
        assert "To be signed" in at.screen
    assert branch.deal.stage is Stage.REVIEW


@pytest.mark.parametrize(
    ("reach", "line"),
    [
        (approve, "it is approved, and nothing has changed since: Y signs it"),
        (lambda branch: (approve(branch), branch.attach("asha", DEARER)), "its review is stale: M submits the deal"),
        (lambda branch: sign_off.recall(branch.desk("asha"), submit(branch)), "its review is recalled: M submits"),
        (lambda branch: branch.edit("asha", stage=Stage.LOST), "this deal is lost: its review is over"),
    ],
    ids=["approved", "stale", "recalled", "lost"],
)
async def test_what_does_not_wait_for_a_decision_says_what_it_waits_for(
    branch: Branch, at_desk, reach, line: str
) -> None:
    reach(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("A")
        assert line in told(at)[-1]


async def test_a_paper_that_is_gone_is_not_approved(branch: Branch, at_desk) -> None:
    submit(branch)
    [paper] = branch.store.find(Document)
    branch.store.paper(paper.sha256).unlink()
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("A")
        assert "its paper can't be read" in told(at)[-1]
        assert not isinstance(at.app.screen, Form)


async def test_signing_without_an_approval_says_what_to_do(branch: Branch, at_desk) -> None:
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("Y")
        assert "it has no review: somebody who had no hand in the deal must approve it" in told(at)[-1]


async def test_what_changed_while_the_checker_typed_is_listed_and_what_was_typed_stays(branch: Branch, at_desk) -> None:
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("A")
        await at.type("all as said")
        branch.attach("asha", FAIR + "Legal charges: Rs 4,000\n")
        await at.press("ctrl+s")
        screen = at.words
        assert "the deal has changed since you looked at it" in screen
        assert "the paper: letter-1.txt (version 1, sanction letter) → letter-2.txt (version 2" in screen
        assert "all as said" in screen
    assert newest(branch).state is ReviewState.SUBMITTED


async def test_the_second_of_two_checkers_is_told_and_loses_nothing(branch: Branch, at_desk) -> None:
    review = submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("A")
        await at.type("fine by me")
        sign_off.send_back(branch.desk("sunil"), review, "ask about the fee")
        await at.press("ctrl+s")
        assert "sunil returned this review meanwhile: nothing was saved" in at.screen
        assert "fine by me" in at.screen
    assert newest(branch).state is ReviewState.RETURNED


async def test_the_opinion_is_the_last_line_and_folded_until_it_is_opened(branch: Branch, at_desk) -> None:
    submit(branch, "sign it, she is my neighbour")
    async with at_desk(branch.desk("vikram")) as at:
        assert "neighbour" not in at.screen, "not in the queue either"
        await at.press("enter")
        assert "neighbour" not in at.screen
        await at.press("G")
        assert "OPINION of asha" in at.line("> ")
        assert "neighbour" not in at.screen
        await at.press("enter")
        assert "sign it, she is my neighbour" in at.line("> ")
        await at.press("enter")
        assert "neighbour" not in at.screen


async def test_b19_a_stale_approval_says_what_changed_and_the_old_one_shows_its_day(branch: Branch, at_desk) -> None:
    approve(branch)
    branch.attach("asha", DEARER)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        screen = at.words
        assert "! STALE approved by vikram" in screen
        assert "changed: the paper (and " in screen
        assert "Changed since it was approved (" in screen
        assert "letter-1.txt (version 1" in at.line("> ")
        assert "M submit again" in screen
        await at.press("Y")
        assert "what was approved has changed since: submit the deal for review again" in told(at)[-1]
        await at.go_to("✓ APPROVED")
        await at.press("enter")
        assert "letter-1.txt (version 1" in at.screen, "that day's paper"
        assert "WORSE ON PAPER" not in at.screen, "that day's facts"
        await at.press("G")
        assert at.line("> ")[2:].split()[:4] == ["✓", "APPROVED", "by", "vikram"]
        assert "as it was said" in at.screen
        await at.press("x", "M", "e", "escape")
        assert isinstance(at.app.screen, ReviewPage)
        await at.press("M", "ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen
    assert [one.state for one in reviews.history(branch.desk("asha"), branch.deal_id)] == [
        ReviewState.SUBMITTED,
        ReviewState.APPROVED,
    ]


async def test_an_exception_waits_for_another_who_grants_it_from_the_queue(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.choose("honour it as an exception")
        await at.type("4500")
        await at.press("ctrl+s")
        assert "asked: ▼ WORSE ON PAPER" in at.line("> ")
        await at.press("x")
        assert "grant the exception" not in at.screen, "nobody grants what they asked for"
    async with at_desk(branch.desk("meera")) as at:
        assert "Exceptions waiting for you (1)" in at.screen
        await at.press("enter")
        assert "asked: " in at.line("> "), "the cursor is on what was asked for"
        await at.choose("grant the exception that asha asked for: it costs Rs 4,500")
        assert "✓ PASSES" in at.screen
    [made] = branch.store.find(Resolution)
    assert made.granted_by == "meera"


async def test_a10_a_waiver_is_asked_granted_by_another_and_blocks_again_after_its_day(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.choose("ask for a waiver")
        await at.press("ctrl+s")
        assert "! please fill this in" in at.screen
        await at.type("+5")
        await at.to("reason")
        await at.type("the rate card changes on Monday")
        await at.press("ctrl+s")
        assert "asked: " in at.line("> ")
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.choose("grant the waiver that asha asked for")
        assert "granting a waiver of “difference” takes a branch manager: ask Meera Nair" in told(at)[-1]
    async with at_desk(branch.desk("meera")) as at:
        assert "Waivers waiting for you (1)" in at.screen
        await at.press("enter")
        await at.choose("grant the waiver that asha asked for until 2026-11-28: the rate card changes on Monday")
        assert "Stages skipped" in at.line("> "), "the next one that is not resolved"
        await at.go_to("Rate of interest")
        assert "✓ PASSES" in at.line("> ")
        assert "waived: " in at.line("> ")
    [made] = branch.store.find(Waiver)
    assert (made.decided_by, made.granted) == ("meera", True)
    branch.wait(6)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        assert "■ BLOCK" in at.line("> ")
        assert "over: " in at.line("> ")


async def test_a_waiver_is_refused(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    asked = waivers.ask(
        branch.desk("asha"), branch.deal_id, "promise 1", "it is only a little", branch.day + timedelta(days=3)
    )
    async with at_desk(branch.desk("meera"), "home loan") as at:
        await at.choose("refuse this waiver")
        assert "refused: " in at.line("> ")
    made = branch.store.get(Waiver, asked.id)
    assert (made.decided_by, made.granted) == ("meera", False)


async def test_an_auditor_sees_all_and_changes_nothing(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    submit(branch)
    before = branch.store.version()
    async with at_desk(branch.desk("audit"), "home loan") as at:
        assert "READ ONLY an auditor only reads" in at.screen
        assert "WORSE ON PAPER" in at.screen
        for key in ("M", "Z", "A", "B", "X", "Y", "a", "e"):
            await at.press(key)
            assert isinstance(at.app.screen, ReviewPage), key
        await at.choose("ask for a waiver")
        assert isinstance(at.app.screen, ReviewPage)
    assert branch.store.version() == before


async def test_what_another_saves_is_seen_and_the_cursor_stays(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER + "Legal charges: Rs 4,000\n")
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.press("j")
        line = at.line("> ")[10:40]
        branch.say("asha", "no processing fee")
        assert await comes(lambda: told(at))
        assert told(at) == ["Changed meanwhile: promises compared: 2 → 3 (and 2 more)"]
        assert at.line("> ")[10:40] == line


async def test_the_queue_is_by_what_is_waited_for_with_names_and_age(branch: Branch, at_desk) -> None:
    submit(branch)
    branch.wait(3)
    async with at_desk(branch.desk("vikram")) as at:
        assert "Waiting for you to decide (1)" in at.screen
        assert "asha, 3 days" in at.line("> ")
        await at.press("enter", "B")
        await at.type("ask about the fee")
        await at.press("ctrl+s", "escape")
        assert "Waiting for you" not in at.screen
    async with at_desk(branch.desk("asha")) as at:
        assert "Returned to you (1)" in at.screen
        assert "vikram, today" in at.line("> ")
        assert "ask about" in at.line("> ")


async def test_today_counts_what_waits_and_leads_to_it(branch: Branch, sit_down) -> None:
    submit(branch)
    async with sit_down(branch.desk("vikram")) as at:
        await at.until("Reviews and handovers waiting (1)")
        assert "review to decide" in at.text
        await at.press("5")
        await at.until("Waiting for you to decide (1)")
    async with sit_down(branch.desk("ravi")) as at:
        await at.press("5")
        assert "Waiting for you to decide" not in at.text


async def test_without_colour_every_state_is_a_word_and_a_symbol(branch: Branch, at_desk, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    branch.attach("asha", DEARER)
    submit(branch)
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        assert "◔ SUBMITTED by asha" in at.screen
        assert "■ BLOCK" in at.line("> ")
        assert "▼ WORSE ON PAPER" in at.line("> ")


async def test_an_approval_whose_waiver_has_ended_is_not_offered_to_be_signed(branch: Branch, at_desk) -> None:
    before = ground_rules.in_force(branch.store)
    strict = (RuleSeverity(rule=Rule.NOT_CONFIRMED, severity=Severity.BLOCK),)
    ground_rules.save(branch.desk("root"), before, before.model_copy(update={"severities": strict}), "read back all")
    until = branch.day + timedelta(days=2)
    waivers.grant(branch.desk("meera"), waivers.ask(branch.desk("ravi"), 1, "not confirmed", "abroad", until))
    approve(branch)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        assert "✓ APPROVED by vikram" in at.screen
        assert "Y sign" in at.screen
    branch.wait(3)
    async with at_desk(branch.desk("asha")) as at:
        assert "Approvals that count no more" in at.screen
        await at.go_to("Home loan")
        await at.press("enter")
        assert "! COUNTS NO MORE approved by vikram" in at.words
        assert "M submit again · ■ 1 block" in at.words
        assert "Y sign" not in at.words
        await at.press("A")
        assert told(at)[-1] == "! its approval counts no more: M submits the deal again"
        await at.press("Y")
        assert "“Promises not read back” stops it: resolve it first" in told(at)[-1]
        assert "Promises not read back" in at.line("> ")
        await at.press("M", "ctrl+s")
        assert "◔ SUBMITTED by asha" in at.screen
