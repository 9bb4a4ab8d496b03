from datetime import date

import pytest
from pydantic import ValidationError

from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import UNSETTLED, Commitment, Status

DAY = date(2026, 11, 21)


def promise(**fields: object) -> Commitment:
    return Commitment.model_validate({"customer_id": 1, "words": "8.4 fixed", "owner": "asha", "made_on": DAY} | fields)


@pytest.mark.parametrize("status", sorted(set(Status) - UNSETTLED))
def test_a_settled_commitment_needs_its_day(status: Status) -> None:
    with pytest.raises(ValidationError, match="needs the day on which it was settled"):
        promise(status=status)
    assert not promise(status=status, settled_on=DAY).is_open


@pytest.mark.parametrize("status", sorted(UNSETTLED))
def test_what_is_still_owed_is_open(status: Status) -> None:
    assert promise(status=status).is_open


def test_words_may_not_be_empty() -> None:
    with pytest.raises(ValidationError):
        promise(words="  ")


def test_a_claim_survives_being_stored() -> None:
    kept = promise(claim=Claim(term="loan.rate", said="8.4 % p.a.", unit="%"))
    assert Commitment.model_validate(kept.model_dump(mode="json")) == kept


def test_records_do_not_change_and_know_their_fields() -> None:
    with pytest.raises(ValidationError):
        promise(colour="red")
    with pytest.raises(ValidationError):
        promise().words = "other"  # type: ignore[misc]


RATE = Claim(term="loan.rate", said="8.4 % p.a.")


@pytest.mark.parametrize(
    ("words", "claim", "telling"),
    [
        ("8.4", RATE, "rate: 8.4"),
        ("0.5 %", Claim(term="loan.processing_fee", said="0.5 %"), "processing fee: 0.5 %"),
        ("8.4 fixed", RATE, "8.4 fixed"),
        ("8.4", Claim(said="8.4"), "8.4"),
        ("8.4", None, "8.4"),
    ],
    ids=["a figure", "two words", "with words", "no term", "no claim"],
)
def test_a_figure_alone_is_told_with_its_term(words: str, claim: Claim | None, telling: str) -> None:
    assert promise(words=words, claim=claim).telling == telling
