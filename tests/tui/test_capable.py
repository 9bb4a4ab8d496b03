"""What is known of a terminal from its name and the locale."""

import pytest

from crm_tui.tui.capable import Capable, Colours, Letters, terminal

UTF8 = {"LANG": "en_IN.UTF-8"}
NONE, SIXTEEN, MANY, TRUE = Colours
ASCII, CONSOLE, ALL = Letters


@pytest.mark.parametrize(
    ("term", "screens", "colours", "letters", "answers", "mouse"),
    [
        ("xterm", True, SIXTEEN, ALL, False, True),
        ("xterm-256color", True, MANY, ALL, False, True),
        ("xterm-direct", True, TRUE, ALL, False, True),
        ("xterm-mono", True, NONE, ALL, False, True),
        ("xterm-kitty", True, TRUE, ALL, True, True),
        ("foot", True, TRUE, ALL, True, True),
        ("alacritty", True, TRUE, ALL, True, True),
        ("linux", True, SIXTEEN, CONSOLE, False, False),
        ("screen", True, SIXTEEN, ALL, False, True),
        ("screen.xterm-256color", True, MANY, ALL, False, True),
        ("tmux", True, SIXTEEN, ALL, False, True),
        ("tmux-256color", True, MANY, ALL, False, True),
        ("putty", True, SIXTEEN, ALL, False, True),
        ("putty-256color", True, MANY, ALL, False, True),
        ("vt100", True, NONE, ALL, False, False),
        ("vt220", True, NONE, ALL, False, False),
        ("nonsense", True, NONE, ALL, False, False),
        ("dumb", False, NONE, ALL, False, False),
        ("unknown", False, NONE, ALL, False, False),
        ("", False, NONE, ALL, False, False),
    ],
)
def test_the_name_of_a_terminal_tells_what_it_can_do(
    term: str, screens: bool, colours: Colours, letters: Letters, answers: bool, mouse: bool
) -> None:
    assert terminal(UTF8 | {"TERM": term}, "utf-8") == Capable(screens, colours, letters, answers, mouse)


def test_without_a_name_it_is_a_terminal_for_lines() -> None:
    assert not terminal({}, "utf-8").screens


@pytest.mark.parametrize(
    ("term", "more", "colours"),
    [
        pytest.param("xterm", {"COLORTERM": "truecolor"}, TRUE, id="COLORTERM says all"),
        pytest.param("tmux-256color", {"COLORTERM": "24bit"}, TRUE, id="or in its other words"),
        pytest.param("rxvt", {"COLORTERM": "rxvt"}, SIXTEEN, id="or only that there are some"),
        pytest.param("nonsense", {"COLORTERM": "yes"}, SIXTEEN, id="also of one that nobody knows"),
        pytest.param("vt100", {"COLORTERM": "truecolor"}, NONE, id="not of one that never had any"),
        pytest.param("dumb", {"COLORTERM": "truecolor"}, NONE, id="nor of one for lines"),
        pytest.param("xterm-256color", {"NO_COLOR": "1"}, NONE, id="NO_COLOR wants none"),
        pytest.param("xterm", {"COLORTERM": "truecolor", "NO_COLOR": "1"}, NONE, id="whatever there is"),
        pytest.param("xterm-256color", {"NO_COLOR": ""}, MANY, id="an empty NO_COLOR wants nothing"),
    ],
)
def test_colours(term: str, more: dict[str, str], colours: Colours) -> None:
    assert terminal(UTF8 | {"TERM": term} | more, "utf-8").colours is colours


@pytest.mark.parametrize(
    ("locale", "encoding", "letters"),
    [
        pytest.param({"LANG": "en_IN.UTF-8"}, "utf-8", ALL, id="LANG"),
        pytest.param({"LANG": "C.utf8"}, "utf-8", ALL, id="its other spelling"),
        pytest.param({"LC_ALL": "C", "LANG": "en_IN.UTF-8"}, "utf-8", ASCII, id="LC_ALL goes first"),
        pytest.param({"LC_ALL": "", "LC_CTYPE": "hi_IN.UTF-8", "LANG": "C"}, "utf-8", ALL, id="then LC_CTYPE"),
        pytest.param({"LC_CTYPE": "UTF-8"}, "utf-8", ALL, id="as a Macintosh sends it"),
        pytest.param({"LC_CTYPE": "de_DE.ISO-8859-15@euro", "LANG": "C.UTF-8"}, "utf-8", ASCII, id="another set"),
        pytest.param({"LANG": "en_IN"}, "utf-8", ASCII, id="a locale that names no set"),
        pytest.param({"LANG": "C"}, "utf-8", ASCII, id="C"),
        pytest.param({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", ASCII, id="C, as Python makes it over"),
        pytest.param({"LC_CTYPE": "C.UTF-8"}, "utf-8", ASCII, id="none, as Python makes it over"),
        pytest.param(
            {"LANG": "de_DE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, "utf-8", ASCII, id="one that is not installed here"
        ),
        pytest.param({"LANG": "hi_IN.UTF-8", "LC_CTYPE": "C.UTF-8"}, "utf-8", ALL, id="nor this one, but it is UTF-8"),
        pytest.param({}, "utf-8", ASCII, id="none"),
        pytest.param({"LANG": "en_IN.UTF-8"}, "iso8859-1", ASCII, id="a stream that is written in another set"),
    ],
)
def test_letters(locale: dict[str, str], encoding: str, letters: Letters) -> None:
    assert terminal({"TERM": "xterm"} | locale, encoding).letters is letters


@pytest.mark.parametrize(
    ("term", "program", "answers"),
    [("xterm-256color", "WezTerm", True), ("xterm-256color", "Apple_Terminal", False), ("screen", "kitty", False)],
)
def test_a_program_that_names_itself_is_asked_but_not_through_another(term: str, program: str, answers: bool) -> None:
    assert terminal(UTF8 | {"TERM": term, "TERM_PROGRAM": program}, "utf-8").answers is answers
