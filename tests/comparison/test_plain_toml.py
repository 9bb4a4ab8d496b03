"""The quick reader of the program's own tables reads them as TOML is read."""

import tomllib
from importlib import resources

import pytest

from crm_tui.comparison import plain_toml

FOLDER = resources.files("crm_tui.comparison")
TABLES = sorted(
    (entry for folder in (FOLDER, FOLDER / "packs") for entry in folder.iterdir() if entry.name.endswith(".toml")),
    key=lambda entry: entry.name,
)


@pytest.mark.parametrize("table", TABLES, ids=lambda entry: entry.name)
def test_a_table_that_ships_is_read_as_it_stands_and_without_the_slow_reader(table, monkeypatch):
    source = table.read_text(encoding="utf-8")
    wanted = tomllib.loads(source)
    slow = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: slow(text) if text != source else pytest.fail("read slowly"))
    assert plain_toml.loads(source) == wanted


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('a = "\\u0041\\n"\n', id="escapes"),
        pytest.param("a = 'b'\n", id="single quotes"),
        pytest.param('a = """b\nc"""\n', id="a text over several lines"),
        pytest.param('a = ["b", # c\n"d"]\n', id="a comment in a list"),
        pytest.param('a = [["b"], ["c"]]\n', id="a list of lists"),
        pytest.param('a = "b" # c\n', id="a comment behind a value"),
        pytest.param("a = 1\nb = 2.5\nc = 2026-11-21\n", id="figures and dates"),
        pytest.param('"a b" = "c"\n', id="a key in quotes"),
        pytest.param('a.b = "c"\n', id="a key of two parts"),
        pytest.param('[a]\nb = "c"\n[a.d]\ne = true', id="tables and no last line end"),
        pytest.param('a = "b"\r\n', id="other line ends"),
        pytest.param('  a  =  "#b"  \n', id="blanks"),
        pytest.param('a = ["#", "]", "[", "=",]\n', id="signs in texts"),
        pytest.param("", id="nothing"),
    ],
)
def test_any_other_toml_is_read_too(source):
    assert plain_toml.loads(source) == tomllib.loads(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('a = "b"\na = "c"\n', id="a key that stands there twice"),
        pytest.param("[[a]]\n[a.b]\nc = true\n[a.b]\nd = true\n", id="a table that stands there twice"),
        pytest.param('a = "b"\n[[a]]\n', id="a text that becomes a list"),
        pytest.param('a = ["b"]\n[[a]]\n', id="a list that becomes rows"),
        pytest.param('a = ["b" "c"]\n', id="no comma"),
        pytest.param('a = ["b"\n', id="an open list"),
        pytest.param('a = "b\n', id="an open text"),
        pytest.param("a\n", id="no value"),
        pytest.param("a = { b = }\n", id="a broken table in a line"),
    ],
)
def test_what_is_no_toml_is_refused(source):
    with pytest.raises(tomllib.TOMLDecodeError):
        plain_toml.loads(source)
