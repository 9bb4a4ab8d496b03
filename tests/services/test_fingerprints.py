"""The fingerprint changes with each thing that was reviewed, and with nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.comparison.own_packs import OwnPacks, checked
from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Certainty, Commitment, Status
from crm_tui.domain.deal import Area
from crm_tui.domain.document import Document, DocumentType
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import AcceptedIn, Acknowledgement, Answer, Resolution
from crm_tui.domain.rules import Rule
from crm_tui.domain.waiver import Waiver
from crm_tui.services.fingerprints import Reviewed, fingerprint

DAY, NEXT = date(2026, 11, 21), date(2026, 11, 22)
COST = Money(amount=Decimal(500), currency="INR")


def promise(number: int, **more: object) -> Commitment:
    values = {"words": f"rate {number} %", "claim": Claim(term="loan.rate", said=f"{number} %")} | more
    return Commitment(id=number, customer_id=1, deal_id=1, owner="asha", made_on=DAY, **values)


def pack(text: str, name: str = "own.toml") -> OwnPacks:
    return checked({name: text})


ALIASES = '[aliases]\n"loan.rate" = ["our house rate"]\n'

BASE = Reviewed(
    area=Area.LOAN,
    promises=(promise(1), promise(2)),
    withdrawn=(promise(3, status=Status.WITHDRAWN, settled_on=DAY),),
    notes=(
        Interaction(id=1, customer_id=1, deal_id=1, on=DAY, by="asha", said="rate 1 %"),
        Interaction(id=2, customer_id=1, deal_id=1, on=DAY, by="asha", said="rate 2 %"),
        Interaction(id=3, customer_id=1, deal_id=1, on=DAY, by="asha", said=""),
    ),
    document=Document(
        id=7, deal_id=1, name="letter.pdf", sha256="a" * 64, pages=3, attached_on=DAY, attached_by="asha"
    ),
    learnt=(
        LearntName(id=1, name="rate card", term="loan.rate", learnt_by="asha", learnt_on=DAY),
        LearntName(id=2, name="some words", term=None, learnt_by="asha", learnt_on=DAY),
    ),
    own_packs=pack(ALIASES),
    resolutions=(
        Resolution(
            id=1,
            by="asha",
            on=DAY,
            deal_id=1,
            document_id=7,
            version=1,
            about="promise 1",
            found="worse",
            answer=Answer.ACCEPTED,
        ),
    ),
    acknowledgements=(
        Acknowledgement(
            id=1,
            by="asha",
            on=DAY,
            document_type=DocumentType.OTHER,
            term="loan.penal",
            label="Penal charge",
            says="2 % a month",
        ),
    ),
    waivers=(
        Waiver(
            id=1,
            deal_id=1,
            rule=Rule.MINIMUM_DAYS,
            about="minimum days",
            reason="travels on Monday",
            until=NEXT,
            asked_by="asha",
            asked_on=DAY,
            decided_by="manager",
            decided_on=DAY,
            granted=True,
        ),
        Waiver(
            id=2, deal_id=1, rule=Rule.TRAINEE, about="trainee", reason="why", until=NEXT, asked_by="a", asked_on=DAY
        ),
    ),
)


def changed(part: str, place: int, **more: object) -> Callable[[Reviewed], Reviewed]:
    """The same with some fields of one record changed."""

    def made(of: Reviewed) -> Reviewed:
        records = list(getattr(of, part))
        records[place] = records[place].model_copy(update=more)
        return replace(of, **{part: tuple(records)})

    return made


def without(part: str, place: int) -> Callable[[Reviewed], Reviewed]:
    """The same without one record."""
    return lambda of: replace(of, **{part: tuple(r for n, r in enumerate(getattr(of, part)) if n != place)})


def paper(**more: object) -> Callable[[Reviewed], Reviewed]:
    return lambda of: replace(of, document=of.document.model_copy(update=more) if of.document else None)


COUNTS: dict[str, Callable[[Reviewed], Reviewed]] = {
    "the words of a promise": changed("promises", 0, words="rate 1 % or so"),
    "the claim of a promise": changed("promises", 0, claim=Claim(term="loan.rate", said="3 %")),
    "how firmly it was said": changed("promises", 0, certainty=Certainty.HOPE),
    "the due day of a promise": changed("promises", 0, due=NEXT),
    "the cost of a promise": changed("promises", 0, cost=COST),
    "a promise less": without("promises", 0),
    "a promise more": lambda of: replace(of, promises=(*of.promises, promise(9))),
    "a promise withdrawn": lambda of: replace(of, promises=of.promises[1:], withdrawn=of.promises[:1]),
    "a withdrawn promise less": without("withdrawn", 0),
    "the words of a note": changed("notes", 0, said="rate 1 % for ever"),
    "a note less": without("notes", 1),
    "the order of what was said": lambda of: replace(
        of, notes=tuple(one.model_copy(update={"id": -one.id}) for one in of.notes)
    ),
    "another paper": paper(sha256="b" * 64),
    "another type of paper": paper(type=DocumentType.AGREEMENT),
    "no paper": lambda of: replace(of, document=None),
    "whose deal it is": lambda of: replace(of, customer=9),
    "the kind of business": lambda of: replace(of, area=Area.LEASE),
    "a learnt name of another term": changed("learnt", 0, term="loan.penal"),
    "a learnt name taken back": changed("learnt", 0, dropped_by="asha", dropped_on=DAY),
    "another pack": lambda of: replace(of, own_packs=pack(ALIASES.replace("house", "home"))),
    "no pack": lambda of: replace(of, own_packs=OwnPacks()),
    "another answer": changed("resolutions", 0, answer=Answer.EXCEPTION),
    "what the desk remarked on it": changed("resolutions", 0, how="side letter"),
    "where the customer accepted": changed("resolutions", 0, accepted_in=AcceptedIn.SIDE_LETTER),
    "which document that is": changed("resolutions", 0, accepted_words="clause 4"),
    "how the customer was told": changed("resolutions", 0, told_by=Channel.LETTER),
    "when the customer accepted": changed("resolutions", 0, customer_on=DAY),
    "what an exception costs": changed("resolutions", 0, cost=COST),
    "who granted an exception": changed("resolutions", 0, granted_by="manager", granted_on=DAY),
    "a resolution taken back": changed("resolutions", 0, taken_back_by="asha", taken_back_on=DAY),
    "an acknowledgement taken back": changed("acknowledgements", 0, taken_back_by="asha", taken_back_on=DAY),
    "the end of a waiver": changed("waivers", 0, until=DAY),
    "a waiver taken back": changed("waivers", 0, taken_back_by="asha", taken_back_on=DAY),
    "a waiver granted": changed("waivers", 1, granted=True, decided_by="manager", decided_on=DAY),
}

COUNTS_NOT: dict[str, Callable[[Reviewed], Reviewed]] = {
    "who owns a promise": changed("promises", 0, owner="vikram"),
    "a promise kept": changed("promises", 0, status=Status.KEPT, settled_on=DAY),
    "a promise read back": changed("promises", 0, confirmed_on=DAY),
    "a remark": changed("promises", 0, remark="ask credit"),
    "the order of the promises": lambda of: replace(of, promises=of.promises[::-1]),
    "how they met": changed("notes", 0, channel=Channel.CALL),
    "a contact without words": without("notes", 2),
    "the paper's name": paper(name="other.pdf"),
    "the day on the paper": paper(issued_on=DAY),
    "the paper's number": paper(id=8, version=2),
    "words that name no term": without("learnt", 1),
    "who taught a name": changed("learnt", 0, learnt_by="vikram"),
    "the name of a pack's file": lambda of: replace(of, own_packs=pack(ALIASES, "another.toml")),
    "a waiver asked": changed("waivers", 1, reason="another reason"),
    "a waiver refused": changed("waivers", 1, decided_by="manager", decided_on=DAY),
}


@pytest.mark.parametrize("change", COUNTS.values(), ids=COUNTS.keys())
def test_it_changes_with(change: Callable[[Reviewed], Reviewed]) -> None:
    assert fingerprint(change(BASE)) != fingerprint(BASE)


@pytest.mark.parametrize("change", COUNTS_NOT.values(), ids=COUNTS_NOT.keys())
def test_it_stays_with(change: Callable[[Reviewed], Reviewed]) -> None:
    assert change(BASE) != BASE
    assert fingerprint(change(BASE)) == fingerprint(BASE)


@given(st.lists(st.sampled_from(sorted(COUNTS_NOT)), max_size=8), st.sampled_from(sorted(COUNTS)))
@settings(max_examples=60, deadline=None)
def test_whatever_else_changes_it_tells_what_counts(beside: list[str], counts: str) -> None:
    now = BASE
    for name in beside:
        now = COUNTS_NOT[name](now)
    assert fingerprint(now) == fingerprint(BASE)
    assert fingerprint(COUNTS[counts](now)) != fingerprint(now)


def test_it_is_a_digest_that_a_review_can_keep() -> None:
    assert len(fingerprint(Reviewed(area=Area.OTHER))) == 64
