"""The firm's own packs of a desk: who may change them, what is refused, and that everybody has the same."""

import pytest

from crm_tui.domain.errors import DeskError, NotAllowed, NotFound, Unclaimed
from crm_tui.domain.pack_file import PackFile
from crm_tui.services import deal_findings, desk_packs, vocabulary
from crm_tui.services.capture import hear
from crm_tui.services.desk import Desk
from tests.services.review_desk import Branch
from tests.store.memory import MemoryStore

ALIASES = '[aliases]\n"loan.processing_fee" = ["jholi charge"]\n'
MICRO = """
area = "micro"
[[kind]]
id = "micro.passbook"
label = "Group passbook fee"
aliases = ["group passbook"]
dimension = "charge"
"""
ON_MICRO = '[aliases]\n"micro.passbook" = ["samuh charge"]\n'


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def heard(branch: Branch, login: str, note: str) -> list[str | None]:
    return [one.claim.term for one in hear(branch.desk(login), note, branch.deal.area)]


def test_what_one_installs_everybody_hears_with_from_then_on(branch: Branch) -> None:
    assert heard(branch, "asha", "no jholi charge") == [None]
    [kept] = desk_packs.install(branch.desk("meera"), {"firm.toml": ALIASES})
    assert (kept.name, kept.installed_by, kept.installed_on) == ("firm.toml", "meera", branch.day)
    assert heard(branch, "asha", "no jholi charge") == heard(branch, "vikram", "no jholi charge")
    assert heard(branch, "asha", "no jholi charge") == ["loan.processing_fee"]
    assert vocabulary.digest(branch.desk("asha")) == vocabulary.digest(branch.desk("vikram"))


def test_what_is_removed_nobody_hears_with(branch: Branch) -> None:
    before = deal_findings.of(branch.desk("asha"), branch.deal_id).fingerprint
    desk_packs.install(branch.desk("root"), {"firm.toml": ALIASES})
    assert deal_findings.of(branch.desk("asha"), branch.deal_id).fingerprint != before
    desk_packs.remove(branch.desk("meera"), "firm.toml")
    assert heard(branch, "asha", "no jholi charge") == [None]
    assert deal_findings.of(branch.desk("asha"), branch.deal_id).fingerprint == before


@pytest.mark.parametrize("login", ["asha", "tara", "sunil", "vikram", "audit", "a stranger"])
def test_who_may_not_change_the_rules_changes_no_packs(branch: Branch, login: str) -> None:
    with pytest.raises(NotAllowed, match=r"changing the desk's packs of terms takes a branch manager or admin: ask"):
        desk_packs.install(branch.desk(login), {"firm.toml": ALIASES})
    desk_packs.install(branch.desk("root"), {"firm.toml": ALIASES})
    with pytest.raises(NotAllowed):
        desk_packs.remove(branch.desk(login), "firm.toml")
    with pytest.raises(NotAllowed), branch.desk(login).acting("past the service") as now:
        now.remove(now.find(PackFile)[0])
    assert len(desk_packs.files(branch.store)) == 1


def test_a_store_without_an_admin_has_nobody_who_could(desk: Desk) -> None:
    with pytest.raises(Unclaimed):
        desk_packs.install(desk, {"firm.toml": ALIASES})


@pytest.mark.parametrize(
    ("there", "new", "says"),
    [
        pytest.param({}, {"a.toml": "area = "}, r"a\.toml: this is not TOML", id="no TOML"),
        pytest.param({}, {"a.toml": ON_MICRO}, r"a\.toml: .*there is no such kind", id="of an unknown kind"),
        pytest.param({}, {"a.toml": ALIASES, "b.toml": "x = 1"}, r"b\.toml: x is not known", id="one of two"),
        pytest.param({"a.toml": MICRO}, {"b.toml": MICRO}, r"has it too", id="twice"),
        pytest.param(
            {"a.toml": MICRO, "b.toml": ON_MICRO}, {"a.toml": ALIASES}, r"b\.toml: .*no such kind", id="rested on"
        ),
        pytest.param({}, {"a.toml": ""}, "there is nothing in it", id="empty"),
        pytest.param({}, {f"{'a' * 300}.toml": ALIASES}, "name: at most 200 characters", id="a long name"),
        pytest.param({}, {"a.toml": ALIASES + "#" * 1_000_001}, "text: at most 1000000 characters", id="too long"),
    ],
)
def test_what_does_not_fit_is_refused_as_a_whole(
    branch: Branch, there: dict[str, str], new: dict[str, str], says: str
) -> None:
    meera = branch.desk("meera")
    before = desk_packs.install(meera, there) if there else []
    with pytest.raises(DeskError, match=says) as told:
        desk_packs.install(meera, new)
    assert "\n" not in str(told.value)
    assert desk_packs.files(branch.store) == before


def test_a_pack_that_fits_no_more_is_left_out_and_its_mended_one_takes_its_place(branch: Branch) -> None:
    with branch.store.transaction() as now:
        broken = now.add(PackFile(name="firm.toml", text="area = ", installed_by="meera", installed_on=branch.day))
    desk = branch.desk("meera")
    assert desk_packs.own_packs(desk).left_out.startswith("a pack of your own terms is left out: firm.toml: ")
    assert deal_findings.of(desk, branch.deal_id).findings is not None
    desk_packs.install(desk, {"other.toml": MICRO})
    desk_packs.install(desk, {"firm.toml": ALIASES})
    assert desk_packs.own_packs(desk).faults == ()
    assert branch.store.get(PackFile, broken.id).text == ALIASES


def test_the_same_again_changes_nothing(branch: Branch) -> None:
    desk_packs.install(branch.desk("meera"), {"firm.toml": ALIASES})
    branch.wait()
    [kept] = desk_packs.install(branch.desk("root"), {"firm.toml": ALIASES})
    assert kept.installed_by == "meera"
    assert desk_packs.own_packs(branch.desk("asha")) is desk_packs.own_packs(branch.desk("vikram"))


def test_what_is_not_there_can_not_be_removed(branch: Branch) -> None:
    with pytest.raises(NotFound, match=r"this desk has no pack 'firm\.toml': crm-tui packs lists them"):
        desk_packs.remove(branch.desk("meera"), "firm.toml")
