"""Names that a desk has learnt: who said so and when, used from the next note on, and taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from crm_tui.comparison.engine import compare
from crm_tui.comparison.kinds import install
from crm_tui.comparison.naming import choices, may_be_a_term, proposed_name
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.review import Verdict
from crm_tui.services import desk_packs, papers, records, review, vocabulary
from crm_tui.services.capture import capture, hear
from crm_tui.services.desk import Desk
from crm_tui.services.review import review_deal
from crm_tui.services.staff import appoint_first_admin

DAY = date(2026, 11, 21)
NOTE = "no goldline levy"
NAME, FEE = "goldline levy", "loan.processing_fee"


def terms(desk: Desk, note: str = NOTE) -> list[str | None]:
    return [one.claim.term for one in hear(desk, note, Area.LOAN)]


def test_a_name_is_heard_from_the_next_note_on_with_who_and_when(desk: Desk) -> None:
    assert terms(desk) == [None]
    kept = vocabulary.learn(desk, " Goldline  levy ", "loan.processing_fee")
    assert (kept.name, kept.learnt_by, kept.learnt_on) == ("goldline levy", "asha", DAY)
    assert terms(desk) == ["loan.processing_fee"]
    assert terms(replace(desk, officer="vikram")) == ["loan.processing_fee"], "the whole desk has learnt it"


@pytest.fixture
def deal(desk: Desk, tmp_path: Path) -> Deal:
    """A deal on which the note was captured and a paper with a fee attached."""
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    deal = records.add(
        desk,
        Deal(customer_id=customer.id, title="Home loan", area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha"),
    )
    capture(desk, customer, NOTE, deal_id=deal.id, promises=hear(desk, NOTE, Area.LOAN))
    letter = tmp_path / "letter.txt"
    letter.write_text("SANCTION LETTER\nProcessing fee: Rs 5,000\n")
    papers.attach(desk, deal, letter)
    return deal


def test_a_review_understands_what_was_captured_before_the_name_was_learnt(desk: Desk, deal: Deal) -> None:
    before = review_deal(desk, deal.id).comparison
    vocabulary.learn(desk, NAME, FEE)
    after = review_deal(desk, deal.id).comparison
    assert before.findings[0].verdict is not Verdict.CONTRADICTED
    assert after.findings[0].verdict is Verdict.CONTRADICTED


def test_a_name_learnt_while_papers_are_compared_counts_from_the_next_comparison_on(
    desk: Desk, deal: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def learnt_meanwhile(*given, **named):
        somebody = Thread(target=lambda: (vocabulary.learn(desk, NAME, FEE), vocabulary.ready(desk)))
        somebody.start()
        somebody.join()
        return compare(*given, **named)

    # another test may have compared the same
    review._compare.cache_clear()
    with monkeypatch.context() as under_way:
        under_way.setattr(review, "compare", learnt_meanwhile)
        during = review_deal(desk, deal.id, afresh=True).comparison
    after = review_deal(desk, deal.id).comparison
    assert during.findings[0].verdict is not Verdict.CONTRADICTED
    assert after.findings[0].verdict is Verdict.CONTRADICTED


def test_a_desk_hears_with_its_own_vocabulary_whatever_another_thread_installs_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*own):
        ours = install(*own)
        install(learnt=[(NAME, FEE)])
        return ours

    monkeypatch.setattr(vocabulary, "install", overtaken)
    assert terms(desk) == [None]


def test_a_name_that_is_taken_back_is_heard_no_more_and_its_record_stays(desk: Desk) -> None:
    kept = vocabulary.learn(desk, NAME, FEE)
    dropped = vocabulary.drop(replace(desk, officer="vikram"), kept.id)
    assert terms(desk) == [None]
    assert vocabulary.learnt(desk) == ()
    assert (dropped.learnt_by, dropped.dropped_by, dropped.dropped_on) == ("asha", "vikram", DAY)
    with pytest.raises(NotFound, match=r"no learnt name has the number 1: crm-tui packs --learnt lists them"):
        vocabulary.drop(desk, kept.id)
    assert vocabulary.learn(desk, "goldline levy", "loan.rate").id == 2


def test_what_names_no_term_is_kept_too_until_somebody_knows_better(desk: Desk) -> None:
    heard = hear(desk, NOTE, Area.LOAN)
    assert [one.name for one in vocabulary.unknown(desk, heard)] == ["goldline levy"]
    said = vocabulary.learn(desk, "goldline levy", None)
    assert vocabulary.learn(desk, "goldline levy", None) == said
    assert vocabulary.unknown(desk, heard) == (), "nobody is asked again"
    assert terms(desk) == [None]
    vocabulary.learn(replace(desk, officer="vikram"), NAME, FEE)
    assert terms(desk) == ["loan.processing_fee"]
    first, second = vocabulary.ever_learnt(desk)
    assert (first.dropped_by, first.dropped_on, second.stands) == ("vikram", DAY, True)


def test_each_name_is_asked_about_once_in_a_note(desk: Desk) -> None:
    heard = hear(desk, "no goldline levy\nalso no goldline levy later\nvery fast service", Area.LOAN)
    assert [one.name for one in vocabulary.unknown(desk, heard)][:1] == ["goldline levy"]
    assert len({one.name for one in vocabulary.unknown(desk, heard)}) == len(vocabulary.unknown(desk, heard))


def test_the_same_name_is_learnt_once(desk: Desk) -> None:
    first = vocabulary.learn(desk, NAME, FEE)
    assert vocabulary.learn(desk, "GOLDLINE LEVY", "loan.processing_fee") == first
    with pytest.raises(DeskError, match=r"was learnt as loan\.processing_fee by asha"):
        vocabulary.learn(desk, "goldline levy", "loan.rate")


@pytest.mark.parametrize(
    ("name", "term", "says"),
    [
        pytest.param("free", "loan.processing_fee", "can't be the name of a term", id="yes or no"),
        pytest.param("5 %", "loan.processing_fee", "can't be the name of a term", id="a figure"),
        pytest.param("x", "loan.processing_fee", "the name: please fill this in", id="a letter"),
        pytest.param("x" * 81, "loan.processing_fee", "at most 80", id="a story"),
        pytest.param("documentation charges", "loan.processing_fee", "is a name of", id="another term's"),
        pytest.param("goldline levy", "loan.nothing", "there is no kind of term 'loan.nothing'", id="no such term"),
    ],
)
def test_what_can_not_be_learnt_is_refused_in_plain_words(desk: Desk, name: str, term: str, says: str) -> None:
    with pytest.raises(DeskError, match=says):
        vocabulary.learn(desk, name, term)
    assert vocabulary.learnt(desk) == ()


def test_a_name_whose_kind_is_in_no_pack_any_more_stops_nothing(desk: Desk) -> None:
    pack = 'area = "micro"\n[[kind]]\nid = "micro.a"\nlabel = "A"\naliases = ["a b"]\ndimension = "charge"'
    appoint_first_admin(desk, "asha")
    desk_packs.install(desk, {"f.toml": pack})
    vocabulary.learn(desk, "goldline levy", "micro.a")
    desk_packs.remove(desk, "f.toml")
    assert terms(desk) == [None]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("no goldline levy till 2027", "goldline levy"),
        ("free golden handshake of Rs 5,000", "golden handshake"),
        ("we will not take any sunshine charges", "sunshine charges"),
        ("RC book free of charge", "rc book"),
        ("goldline at no extra cost", "goldline"),
        ("8.4", ""),
        ("no charge for 3 years", ""),
    ],
)
def test_the_name_proposed_is_what_is_left_without_figures_and_small_words(words: str, name: str) -> None:
    assert proposed_name(words, DAY) == name


def test_praise_is_no_term_to_ask_about(desk: Desk) -> None:
    heard = hear(desk, "very fast service\nno goldline levy\n8.4 % interest")
    assert [one.text for one in heard if may_be_a_term(one)] == ["no goldline levy"]


def test_the_terms_offered_are_those_of_the_deals_area_and_those_named_alike_come_first() -> None:
    offered = choices("annual gold fee", "loan", "")
    assert {kind.area for kind in offered} == {"loan", "card", "general"}
    assert "annual" in " ".join(offered[0].aliases)
    assert vocabulary.fitting(tuple(offered), "proc fee")[0].id == "loan.processing_fee"
    assert vocabulary.fitting(tuple(offered), "no such term") == ()


@pytest.mark.parametrize(
    ("name", "area", "words", "first"),
    [
        ("stamping fee", "loan", "", "loan"),
        ("handling fee", "loan", "", "loan"),
        ("handling fee", "b2b", "", "b2b"),
        ("login fee", "other", "login fee nil", "loan"),
        ("foreign currency markup", "loan", "", "card"),
    ],
    ids=["own-trade", "named-by-others-too", "of-a-supplier", "area-told-by-the-words", "twice-as-much-like-another"],
)
def test_the_terms_of_the_deals_own_trade_come_first(name: str, area: str, words: str, first: str) -> None:
    assert choices(name, area, words)[0].area == first
