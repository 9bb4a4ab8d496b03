"""What differs between two looks at a deal, and what was said as a text of lines."""

from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Facts
from crm_tui.tui.said import places, said_text
from crm_tui.tui.what_changed import UNTOLD, what_changed

RATE = DealFinding(
    key="promise 1",
    source=Source.COMPARISON,
    rule=Rule.DIFFERENCE,
    severity=Severity.BLOCK,
    label="Rate of interest",
    sentence="8.4 % was said; the paper says 8.75 %.",
)
BEFORE = Facts(
    fingerprint="0" * 64,
    rules_version=1,
    document_id=1,
    paper="letter.txt (version 1, sanction letter)",
    what_matters="the flat by Diwali",
    findings=(RATE,),
    promises=2,
)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, ()),
        ({"fingerprint": "1" * 64}, (UNTOLD,)),
        (
            {"paper": "letter.txt (version 2, sanction letter)", "document_id": 2},
            ("the paper: letter.txt (version 1, sanction letter) → letter.txt (version 2, sanction letter)",),
        ),
        ({"document_id": 2}, ("another version of the paper letter.txt (version 1, sanction letter)",)),
        ({"promises": 3}, ("promises compared: 2 → 3",)),
        ({"what_matters": ""}, ("what matters to the customer: nothing is filled in",)),
        ({"rules_version": 2}, ("the ground rules: version 1 → 2",)),
        ({"findings": ()}, ("gone: Rate of interest (block)",)),
        (
            {"findings": (RATE, RATE.model_copy(update={"key": "promise 2", "label": "Fee", "sentence": "A fee."}))},
            ("new: Fee (block): A fee.",),
        ),
        (
            {"findings": (RATE.model_copy(update={"settled": "amend the paper (asha, 2026-11-21)"}),)},
            ("Rate of interest (block): amend the paper (asha, 2026-11-21)",),
        ),
        (
            {"findings": (RATE.model_copy(update={"sentence": "8.4 % was said; the paper says 9 %."}),)},
            ("Rate of interest (block): 8.4 % was said; the paper says 9 %.",),
        ),
        ({"findings": (RATE.model_copy(update={"passes": True}),)}, ("Rate of interest (block): it passes now",)),
    ],
    ids=[
        *("nothing", "words", "paper", "same-name", "promises", "matters", "rules"),
        *("gone", "new", "settled", "sentence", "passes"),
    ],
)
def test_each_difference_is_one_line(changed: dict[str, object], told: tuple[str, ...]) -> None:
    assert what_changed(BEFORE, BEFORE.model_copy(update=changed)) == told


def note(said: str, day: int) -> Interaction:
    return Interaction(customer_id=1, on=date(2026, 11, day), channel=Channel.CALL, by="asha", said=said)


def promise(words: str) -> Commitment:
    return Commitment(customer_id=1, words=words, owner="ravi", made_on=date(2026, 11, 5))


def test_what_was_said_is_by_day_and_a_promise_of_no_note_stands_last() -> None:
    text = said_text(
        [note("later", 9), note("8.4 fixed\nno PF", 2), note(" ", 3)], [promise("no PF"), promise("locker")]
    )
    assert text is not None
    assert [line.text for line in text.lines] == [
        "Mon 2 Nov 2026, call, asha:",
        "8.4 fixed",
        "no PF",
        "",
        "Mon 9 Nov 2026, call, asha:",
        "later",
        "",
        "Thu 5 Nov 2026, promised by ravi:",
        "locker",
    ]
    assert [(one.line, one.text) for one in places(text, ["no PF"])] == [(3, "no PF")]
    assert [one.line for one in places(text, ["8.4 fixed\nno PF"])] == [2, 3]


def test_where_nothing_was_said_there_is_no_text() -> None:
    assert said_text([note("", 2)], []) is None
