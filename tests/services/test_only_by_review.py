"""Whatever saves a deal, it is signed on its review and in no other way."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

import crm_tui
from crm_tui.domain.deal import OPEN_STAGES, Deal, DealReason, Stage
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services import deal_findings, deals, records, sign_off, signature, undo
from crm_tui.services.merging import ChangedMeanwhile, merged
from crm_tui.services.only_by_review import OnlyByReview
from crm_tui.store.desk_store import TinyStore
from tests.services.review_desk import Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def signed(branch: Branch) -> Branch:
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    sign_off.approve(branch.desk("vikram"), review, seen)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)
    return branch


def by_form(branch: Branch, stage: Stage) -> None:
    desk, before = branch.desk("meera"), branch.deal
    why = {"outcome": DealReason.PRICE} if stage is Stage.LOST else {}
    after = before.model_copy(update={"stage": stage} | why)
    records.change(desk, before, deals.edited(desk, before, after))


def by_merge(branch: Branch, stage: Stage) -> None:
    desk, before = branch.desk("meera"), branch.deal
    mine = before.model_copy(update={"stage": stage})
    branch.edit("asha", next_step="call her")
    with pytest.raises(ChangedMeanwhile) as found:
        records.change(desk, before, mine)
    both = Deal.model_validate(merged(before, mine, found.value.theirs))
    records.change(desk, found.value.theirs, both)


def by_two_steps(branch: Branch, stage: Stage) -> None:
    desk = branch.desk("meera")
    with desk.acting("deal changed") as now:
        now.put(branch.deal.model_copy(update={"stage": Stage.LOST, "outcome": DealReason.PRICE}))
        now.put(branch.deal.model_copy(update={"stage": stage}))


def as_a_new_deal(branch: Branch, stage: Stage) -> None:
    records.add(branch.desk("meera"), branch.deal.model_copy(update={"id": 0, "stage": stage, "stages": ()}))


def in_the_review_of_another(branch: Branch, stage: Stage) -> None:
    with branch.desk("meera").acting("deal changed", review_of=branch.deal_id + 1) as now:
        now.put(branch.deal.model_copy(update={"stage": stage}))


WAYS: dict[str, Callable[[Branch, Stage], None]] = {
    "the form": by_form,
    "a merge of two changes": by_merge,
    "two steps of one save": by_two_steps,
    "a new deal": as_a_new_deal,
    "the review of another deal": in_the_review_of_another,
}


@pytest.mark.parametrize("stage", [Stage.SIGNED, Stage.LIVE])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_around_the_review(branch: Branch, way: str, stage: Stage) -> None:
    before = branch.store.find(Deal)
    with pytest.raises(OnlyByReview) as refused:
        WAYS[way](branch, stage)
    assert "\n" not in str(refused.value)
    assert [one.stage for one in branch.store.find(Deal)] == [one.stage for one in before]


def test_the_refusal_says_what_to_do_and_opens_the_deal(branch: Branch) -> None:
    with pytest.raises(OnlyByReview) as refused:
        by_form(branch, Stage.SIGNED)
    assert str(refused.value) == (
        "a deal becomes signed only on its review: submit it, have it approved, then sign it there "
        "(crm-tui sign-off 1 submit)"
    )
    assert (refused.value.opens.table, refused.value.opens.id) == ("deals", branch.deal_id)


@pytest.mark.parametrize("stage", [*OPEN_STAGES, Stage.LOST])
def test_a_deal_moves_freely_before_it_is_signed(branch: Branch, stage: Stage) -> None:
    by_form(branch, stage)
    assert branch.deal.stage is stage


@pytest.mark.parametrize("stage", [Stage.LIVE, Stage.LOST, Stage.REVIEW])
def test_a_signed_deal_goes_on_or_is_opened_again(branch: Branch, stage: Stage) -> None:
    by_form(signed(branch), stage)
    assert branch.deal.stage is stage


def test_a_signed_deal_that_was_opened_again_does_not_come_back_by_undo(branch: Branch) -> None:
    by_form(signed(branch), Stage.REVIEW)
    with pytest.raises(OnlyByReview):
        undo.take_back(branch.desk("meera"))
    assert branch.deal.stage is Stage.REVIEW


def test_nor_by_undo_in_the_next_session(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    branch = Branch(TinyStore(path, by="root"), session=lambda login: TinyStore(path, by=login))
    by_form(signed(branch), Stage.REVIEW)
    later = branch.new_session("meera")
    saved = undo.earlier(later)
    assert saved is not None
    with pytest.raises(OnlyByReview):
        undo.take_back_earlier(later, saved)
    assert branch.deal.stage is Stage.REVIEW


def test_a_step_of_a_review_is_not_offered_to_the_next_session(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    branch = signed(Branch(TinyStore(path, by="root"), session=lambda login: TinyStore(path, by=login)))
    for login in ("asha", "vikram"):
        assert undo.earlier(branch.new_session(login)) is None


def test_a_live_deal_goes_back_to_signed_by_undo(branch: Branch) -> None:
    by_form(signed(branch), Stage.LIVE)
    undo.take_back(branch.desk("meera"))
    assert branch.deal.stage is Stage.SIGNED


def test_a_review_is_changed_by_its_steps_alone(branch: Branch) -> None:
    meera = branch.desk("meera")
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    forged = review.model_copy(update={"state": ReviewState.APPROVED, "checker": "meera"})
    for change in (
        lambda: records.change(meera, review, forged),
        lambda: records.add(meera, forged.model_copy(update={"id": 0})),
    ):
        with pytest.raises(OnlyByReview, match="submitted, decided and signed, and never changed otherwise"):
            change()
    with pytest.raises(OnlyByReview), meera.acting("review removed") as now:
        now.remove(review)
    assert branch.store.find(Review) == [review]


def calls(name: str) -> dict[str, int]:
    """How often each module outside the store calls a method of this name with these words."""
    root = Path(crm_tui.__file__).parent
    found: dict[str, int] = {}
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                attribute = isinstance(node.func, ast.Attribute) and node.func.attr == name
                keyword = any(one.arg == name for one in node.keywords)
                if attribute or keyword:
                    where = path.relative_to(root).as_posix()
                    found[where] = found.get(where, 0) + 1
    return {where: count for where, count in found.items() if not where.startswith("store/")}


def test_every_save_of_the_desk_passes_the_gate() -> None:
    assert calls("transaction") == {"services/acting.py": 1}


def test_only_the_review_says_that_it_takes_a_step() -> None:
    assert set(calls("review_of")) == {"services/sign_off.py", "services/signature.py"}
