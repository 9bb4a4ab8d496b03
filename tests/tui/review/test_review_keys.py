"""Which keys the footer names in each state of a review, and what is read whole."""

import pytest

from crm_tui.domain.resolution import Acknowledgement
from crm_tui.domain.sign_off import Review
from crm_tui.services import deal_findings, sign_off, signature
from crm_tui.services.desk import Desk
from crm_tui.tui.screens.review import ReviewPage
from tests.services.review_desk import FAIR, Branch


def submit(branch: Branch) -> Review:
    return sign_off.submit(branch.desk("asha"), branch.deal_id, "she is a good customer")


def approve(branch: Branch) -> None:
    review = submit(branch)
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    sign_off.approve(branch.desk("vikram"), review, seen, "as it was said")


def sign(branch: Branch) -> None:
    approve(branch)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)


DRAFT = "M Submit  x Resolve  N Next  a Attach  p Paper  esc Back"


@pytest.mark.parametrize(
    ("reach", "login", "footer"),
    [
        (lambda _: None, "asha", DRAFT),
        (submit, "asha", "Z Recall  N Next  p Paper  t Said  i In full  esc Back"),
        (submit, "vikram", "A Approve  B Return  X Reject  N Next  p Paper  esc Back"),
        (submit, "ravi", "N Next  p Paper  t Said  i In full  esc Back"),
        (approve, "asha", "Y Sign  N Next  p Paper  t Said  P Print  esc Back"),
        (lambda branch: sign_off.send_back(branch.desk("vikram"), submit(branch), "the fee"), "asha", DRAFT),
        (sign, "asha", "p Paper  t Said  m Money  P Print  i In full  esc Back"),
    ],
    ids=["draft", "submitted-maker", "submitted-checker", "submitted-other", "approved", "returned", "signed"],
)
async def test_the_keys_that_matter_in_the_state_stand_first(
    branch: Branch, at_desk, reach, login: str, footer: str
) -> None:
    reach(branch)
    async with at_desk(branch.desk(login), "home loan") as at:
        last = at.screen.splitlines()[-1]
        assert last.startswith(footer)
        assert last.endswith("? Help  q Quit")


async def test_while_the_paper_is_read_the_keys_step_through_the_findings(branch: Branch, at_desk) -> None:
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press("p")
        assert at.screen.splitlines()[-1].startswith("J Below  K Above  N Next  x Resolve  p Paper  esc Back")
        await at.press("p")
        assert at.screen.splitlines()[-1].startswith(DRAFT)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("x", "! this deal is signed: nothing is resolved any more; enter opens what it is about"),
        ("M", "! this deal is signed: its review is over; what is new is a new deal"),
    ],
    ids=["resolve", "submit"],
)
async def test_on_a_signed_deal_nothing_is_settled_and_it_says_why(
    branch: Branch, at_desk, key: str, told: str
) -> None:
    sign(branch)
    async with at_desk(branch.desk("asha"), "home loan") as at:
        await at.press(key)
        assert [one.message for one in at.app._notifications] == [told]
        assert isinstance(at.app.screen, ReviewPage)


async def test_what_has_no_room_names_the_key_that_shows_it_whole(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything", (50, 24)) as at:
        await at.go_to("Rate of interest")
        assert "… i In full" in at.screen
        await at.press("i")
        assert "… i In full" not in at.screen
        assert "This is the sentence about Rate of interest." in at.words
        assert "Page 1, line" in at.screen
        await at.press("i")
        assert isinstance(at.app.screen, ReviewPage)


async def test_what_stops_a_deal_is_called_standard_only_when_it_is_meant(branch: Branch, at_desk) -> None:
    branch.attach("asha", FAIR + "Personal guarantee of both partners is required.\n")
    async with at_desk(branch.desk("vikram"), "home loan") as at:
        await at.go_to("SURPRISE")
        assert "■ BLOCK" in at.line("> ")
        await at.choose("standard in every sanction letter")
        assert "It stops the signature here. Let it pass in every sanction" in at.screen
        assert at.chosen == "not yet", "one key too many lets nothing pass"
        await at.press("enter")
        assert branch.store.find(Acknowledgement) == []
        await at.choose("standard in every sanction letter")
        await at.press("down")
        assert at.chosen == "yes: nobody has to look at it again, and I can't check this deal"
        await at.press("enter")
        await at.until("nothing blocks")
    [made] = branch.store.find(Acknowledgement)
    assert made.by == "vikram"
