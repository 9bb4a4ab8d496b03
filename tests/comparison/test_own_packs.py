"""A firm's own packs: what they add, and what is said of those that don't fit."""

from threading import Thread

import pytest

from crm_tui.comparison.kinds import OwnPack, held, install, installed, kinds, shipped
from crm_tui.comparison.own_packs import checked
from crm_tui.comparison.vocabulary import mentions, reading_order

KIND = """
area = "{area}"

[[kind]]
id = "{area}.{name}"
label = "Group passbook fee"
aliases = ["group passbook", "bachat gat book"]
dimension = "charge"
"""
MANY = [f"goldline levy {number}" for number in range(45_000)]
MICRO = KIND.format(area="micro", name="passbook")


def named(text: str, area: str = "loan") -> list[str]:
    return [one.kind.id for one in mentions(text, reading_order(area))]


def only(text: str) -> OwnPack:
    found = checked({"firm.toml": text})
    assert found.faults == ()
    return found.packs[0]


def test_a_kind_of_an_area_of_its_own_is_heard_in_every_area() -> None:
    install([only(MICRO)])
    assert named("Bachat gat book: Rs 20 each") == ["micro.passbook"]
    assert reading_order("micro")[0] == "micro"


def test_further_names_of_a_shipped_kind_are_heard_beside_its_own() -> None:
    assert "loan.processing_fee" not in named("jholi charge 500")
    install([only('[aliases]\n"loan.processing_fee" = ["jholi charge"]\n')])
    assert named("jholi charge 500") == ["loan.processing_fee"]
    assert named("processing fee 500") == ["loan.processing_fee"]


def test_a_kind_with_the_id_of_a_shipped_one_stands_in_for_it() -> None:
    install([only(KIND.format(area="loan", name="processing_fee"))])
    assert kinds()["loan.processing_fee"].label == "Group passbook fee"
    assert named("group passbook 500") == ["loan.processing_fee"]
    assert "loan.processing_fee" not in named("login and processing fee 500")
    assert len(kinds()) == len(shipped().kinds)


def test_a_name_learnt_is_heard_until_it_is_taken_back() -> None:
    install(learnt=[("goldline levy", "loan.processing_fee"), ("ghost", "gone.kind")])
    assert named("goldline levy 500") == ["loan.processing_fee"]
    install()
    assert named("goldline levy 500") == []


def test_a_name_that_the_pack_calls_a_look_alike_is_one_no_more() -> None:
    kind = next(one for one in kinds().values() if one.excludes)
    phrase = kind.excludes[0]
    install(learnt=[(phrase, kind.id)])
    assert kind.id in named(phrase, kind.area)


def test_installing_the_same_again_changes_nothing() -> None:
    install([only(MICRO)])
    before = installed()
    install([only(MICRO)])
    assert installed() is before


def test_what_is_held_stays_known_whatever_another_thread_installs() -> None:
    before = installed()
    with held(before):
        other = Thread(target=install, kwargs={"learnt": [("goldline levy", "loan.processing_fee")]})
        other.start()
        other.join()
        assert installed() is before
        assert named("goldline levy 500") == []
    assert named("goldline levy 500") == ["loan.processing_fee"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("area = ", "this is not TOML", id="not TOML"),
        pytest.param("[" * 5000, "this is not TOML", id="nested without end"),
        pytest.param("", "there is nothing in it: add a [[kind]] or a table [aliases]", id="empty"),
        pytest.param("kind = 3", "begin each kind with [[kind]]", id="no list of kinds"),
        pytest.param('colour = "red"\n' + MICRO, "colour is not known: take it out", id="unknown part"),
        pytest.param(MICRO.replace('area = "micro"', ""), 'add a line such as area = "loan"', id="no area"),
        pytest.param(
            MICRO.replace('"charge"', '"price"'), "kind micro.passbook: dimension is price: choose", id="enum"
        ),
        pytest.param(MICRO.replace('label = "Group passbook fee"', ""), "label is missing: add it", id="no label"),
        pytest.param(MICRO + "colour = 3\n", "kind micro.passbook: colour is not known: take it out", id="field"),
        pytest.param(MICRO.replace('"micro.passbook"', '"Micro Book"'), "write area.name in small letters", id="id"),
        pytest.param(MICRO.replace('"micro.passbook"', '"loan.book"'), "its id must begin with micro.", id="area"),
        pytest.param(MICRO + MICRO.partition("\n\n")[2], "it stands there twice", id="twice"),
        pytest.param(MICRO.replace('["group passbook", "bachat gat book"]', "[]"), "it has no aliases", id="no names"),
        pytest.param(MICRO.replace("group passbook", "free"), "free can't be the name", id="yes or no"),
        pytest.param(MICRO.replace("group passbook", "%"), "% can't be the name of a term", id="no word"),
        pytest.param(MICRO.replace("group passbook", "the"), "the can't be the name", id="a word of any text"),
        pytest.param(MICRO.replace("group passbook", "with and of the"), "with and of the can't be", id="small words"),
        pytest.param(MICRO.replace("group passbook", "gold\\u001b[2J fee"), "gold␛[2j fee holds a sign", id="escape"),
        pytest.param(
            MICRO.replace("group passbook", "gold\u202efee"), "holds a sign that can't be seen", id="direction"
        ),
        pytest.param(MICRO.replace("Group passbook", "Gold\u200bfee"), "holds a sign that can't be seen", id="label"),
        pytest.param(MICRO + 'excludes = ["gold\\u0007 fee"]\n', "holds a sign that can't be seen", id="look-alike"),
        pytest.param('[aliases]\n"loan.rate" = ["gold\ufefffee"]\n', "holds a sign that can't be seen", id="further"),
        pytest.param('[aliases]\n"loan.rate" = ["and"]\n', "and can't be the name of a term", id="further small word"),
        pytest.param(
            f'[aliases]\n"loan.rate" = {MANY}\n', "it has 45,000 names, more than 10,000", id="too many names"
        ),
        pytest.param(MICRO.replace('"charge"', '"category"'), "categories go with dimension category", id="category"),
        pytest.param(MICRO + 'order = ["x"]\n', "order names x, which is no category", id="order"),
        pytest.param(
            MICRO + 'refuted_by = {"loan.rate_type" = ["blue"]}\n', "refuted_by names loan.rate_type", id="refuted"
        ),
        pytest.param(
            '[aliases]\n"loan.nothing" = ["x y"]\n', "aliases of loan.nothing: there is no such kind", id="kind"
        ),
        pytest.param('[aliases]\n"loan.rate" = "roi"\n', "aliases of loan.rate:", id="a name alone"),
        pytest.param(
            '[aliases]\n"loan.processing_fee" = ["documentation charges"]\n', "is a name of loan.", id="taken"
        ),
        pytest.param("aliases = 3", "write [aliases]", id="no table"),
    ],
)
def test_a_pack_that_does_not_fit_is_left_out_with_a_line_that_says_what_to_do(text: str, says: str) -> None:
    found = checked({"firm.toml": text, "good.toml": KIND.format(area="other_area", name="book")})
    assert [pack.name for pack in found.packs] == ["good.toml"]
    assert found.faults
    assert all(fault.startswith("firm.toml: ") and "\n" not in fault for fault in found.faults)
    assert any(says in fault for fault in found.faults), found.faults


def test_two_files_with_the_same_kind_are_told_apart_by_their_names() -> None:
    found = checked({"a.toml": MICRO, "b.toml": MICRO})
    assert [pack.name for pack in found.packs] == ["a.toml"]
    assert found.faults == ("b.toml: kind micro.passbook: a.toml has it too: take it out of one of them",)


def test_the_names_of_all_packs_are_counted_together() -> None:
    half = "[aliases]\n" + '"loan.processing_fee" = {}\n'
    found = checked({"a.toml": half.format(MANY[:6000]), "b.toml": half.format(MANY[6000:12_000]), "c.toml": MICRO})
    assert [pack.name for pack in found.packs] == ["a.toml", "c.toml"]
    assert found.faults[0].startswith("b.toml: it has 6,000 names, with those of the packs before it more than 10,000")


def test_what_rests_on_a_pack_that_is_left_out_is_left_out_too() -> None:
    found = checked(
        {
            "a.toml": MICRO + 'refuted_by = {"loan.nothing" = ["x"]}\n',
            "b.toml": '[aliases]\n"micro.passbook" = ["samuh book"]\n',
        }
    )
    assert found.packs == ()
    assert (
        "b.toml: aliases of micro.passbook: there is no such kind: crm-tui packs --kinds NAME lists them"
        in found.faults
    )
