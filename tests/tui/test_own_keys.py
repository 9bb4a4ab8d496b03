"""Somebody's own keys: a good line counts, a bad one is told in one line and changes nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import crm_tui.tui
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap, own_keys
from crm_tui.tui.app import DeskApp
from crm_tui.tui.own_keys import OwnKeys
from tests.tui.waiting import settled

USUAL = own_keys.known()


@pytest.fixture(autouse=True)
def usual_again():
    yield
    keymap.take({})


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("desk.capture = F2", {"desk.capture": "f2"}),
        ("# mine\n\n  list.down = j, ctrl+n  ", {"list.down": "j,ctrl+n"}),
        ("desk.help = ;", {"desk.help": "semicolon"}),
        ("desk.settings = comma, F9", {"desk.settings": "comma,f9"}),
        pytest.param(
            "desk.undo = c\ndesk.capture = u", {"desk.undo": "c", "desk.capture": "u"}, id="two change places"
        ),
        pytest.param("commitment.kept = d, F3", {"commitment.kept": "d,f3"}, id="its own key stays"),
        pytest.param(
            "commitment.owner = F5\ncustomer.hand-over = F5",
            {"commitment.owner": "f5", "customer.hand-over": "f5"},
            id="what has a key in common",
        ),
    ],
)
def test_a_good_line_counts(text: str, keys: dict[str, str]) -> None:
    assert own_keys.read(text, USUAL) == (keys, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nonsense", "line 2: 'nonsense' gives no key: type desk.capture = c"),
        ("desk.capture =", "line 2: 'desk.capture =' gives no key"),
        ("desk.colour = c", "line 2: nothing is called 'desk.colour': crm-tui settings --keys lists all names"),
        ("desk.capture = ü", "line 2: 'ü' is no key that every terminal sends"),
        ("desk.capture = alt+c", "line 2: 'alt+c' is no key that every terminal sends"),
        ("desk.capture = u", "line 2: u is the key of desk.undo (Undo): give that one another key first"),
        ("desk.capture = x", "line 2: x is the key of review.resolve (Resolve)"),
        ("desk.capture = escape", "line 2: escape means the same everywhere and can't be given to desk.capture"),
        ("form.save = s", "line 2: the key of form.save stays as it is"),
        ("desk.search = F4", "line 2: desk.search stands in line 1 already"),
        ("\x1b[31m = c", "line 2: nothing is called"),
    ],
)
def test_a_bad_line_is_told_and_the_others_count(line: str, told: str) -> None:
    keys, faults = own_keys.read(f"desk.search = F3\n{line}\n", USUAL)
    assert keys == {"desk.search": "f3"}
    assert len(faults) == 1
    assert faults[0].startswith(told)
    assert "\x1b" not in faults[0]


def test_a_line_that_gives_way_frees_no_key() -> None:
    keys, faults = own_keys.read("desk.undo = q\ndesk.capture = u\n", USUAL)
    assert keys == {}
    assert [one.split(" is ")[0] for one in faults] == ["line 1: q", "line 2: u"]


def test_all_that_can_be_changed_is_listed_as_it_is_typed() -> None:
    listed = list(own_keys.as_file(USUAL, {"desk.capture": "f2"}))
    assert "desk.capture = f2" in listed
    assert "list.filter = /" in listed
    assert not any(one.startswith("form.") for one in listed)
    keys, faults = own_keys.read("\n".join(listed), USUAL)
    assert faults == ()
    assert set(keys) == {one.split(" = ")[0] for one in listed}


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    assert own_keys.load(tmp_path / "keys.conf") == OwnKeys(tmp_path / "keys.conf")
    (tmp_path / "keys.conf").mkdir()
    assert "keys.conf can't be read, the usual ones count: Is a directory" in own_keys.load(tmp_path / "keys.conf").told


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "a mark at its beginning"])
def test_a_byte_that_is_no_utf_8_costs_its_own_line_only(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "keys.conf"
    file.write_bytes(mark + b"desk.capture = F2\n# caf\xe9\ndesk.help = \xfc\nlist.down = j\n")
    for _ in range(2):
        own = own_keys.load(file)
        assert own.keys == {"desk.capture": "f2", "list.down": "j"}
        assert own.faults == ("line 3: there is a byte in it that is no UTF-8: save it as UTF-8",)


def shown(app: DeskApp) -> str:
    strips = app.screen._compositor.render_strips()
    return " ".join("".join(part.text for strip in strips for part in strip).split())


async def test_they_work_and_stand_in_footer_help_and_hints(empty_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "keys.conf"
    file.write_text("record.new = F2\ndesk.customers = F6\ndesk.quit = Q Q\n")
    app = DeskApp(empty_desk, own_keys=own_keys.load(file))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "your own keys, line 3: 'q q' is no key that every terminal sends" in shown(app)
        await pilot.press("f6")
        await settled(pilot)
        text = shown(app)
        assert "[F6 Customers]" in text
        assert "press F2 to add the first" in text
        assert "F2 New" in text
        await pilot.press("n")
        assert len(app.screen_stack) == 1
        await pilot.press("f2")
        await pilot.pause()
        assert len(app.screen_stack) == 2


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[OwnKeys, bool]]:
    """Start with a file of keys: what it gives, and whether all screens were looked through for it."""
    looked: list[bool] = []
    monkeypatch.setattr(own_keys, "known", lambda: looked.append(True) or USUAL)
    file = tmp_path / "keys.conf"

    def start(text: str) -> tuple[OwnKeys, bool]:
        looked.clear()
        file.write_text(text, encoding="utf-8")
        return own_keys.load(file), bool(looked)

    return start


def test_a_file_is_checked_once(checked) -> None:
    first, looked = checked("desk.capture = F2\nnonsense\n")
    again, looked_again = checked("desk.capture = F2\nnonsense\n")
    assert (looked, looked_again) == (True, False)
    assert again == first
    assert again.keys == {"desk.capture": "f2"}
    assert again.told.startswith("your own keys, line 2: 'nonsense' gives no key")


def test_a_file_that_changed_is_checked_again(checked) -> None:
    checked("desk.capture = F2\n")
    found, looked = checked("desk.capture = F3\n")
    assert looked
    assert found.keys == {"desk.capture": "f3"}


def test_with_another_version_of_the_screens_it_is_checked_again(checked, tmp_path: Path, monkeypatch) -> None:
    checked("desk.capture = F2\n")
    (tmp_path / "tui").mkdir()
    monkeypatch.setattr(crm_tui.tui, "__path__", [str(tmp_path / "tui")])
    assert checked("desk.capture = F2\n")[1]
    assert not checked("desk.capture = F2\n")[1]
    (tmp_path / "tui" / "new_screen.py").write_text("")
    assert checked("desk.capture = F2\n")[1]


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"of": 1}', '{"keys": {}, "faults": []}', "null", "\x00"])
def test_what_was_kept_and_is_damaged_counts_for_nothing(checked, tmp_path: Path, kept: str) -> None:
    checked("desk.capture = F2\n")
    (tmp_path / "keys.conf.checked").write_text(kept)
    found, looked = checked("desk.capture = F2\n")
    assert looked
    assert found.keys == {"desk.capture": "f2"}


@pytest.mark.parametrize("changed", [{"keys": {"desk.capture": 1}}, {"faults": [1]}, {"keys": []}, {"faults": {}}])
def test_what_was_kept_is_texts(checked, tmp_path: Path, changed: dict[str, object]) -> None:
    checked("desk.capture = F2\n")
    kept = tmp_path / "keys.conf.checked"
    kept.write_text(json.dumps(json.loads(kept.read_text()) | changed))
    assert checked("desk.capture = F2\n")[1]


def test_where_nothing_can_be_kept_it_is_checked_each_time(checked, tmp_path: Path) -> None:
    (tmp_path / "keys.conf.checked").mkdir()
    assert checked("desk.capture = F2\n")[1]
    found, looked = checked("desk.capture = F2\n")
    assert looked
    assert found.keys == {"desk.capture": "f2"}
    assert {one.name for one in tmp_path.iterdir()} == {"keys.conf", "keys.conf.checked"}
