"""Every text that is painted can be read, in each theme and on each usual palette of sixteen colours."""

from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from crm_tui.comparison.kinds import kinds
from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile
from crm_tui.tui import theme_names, themes
from crm_tui.tui.app import DeskApp
from crm_tui.tui.forms.conflict import ConflictScreen
from crm_tui.tui.forms.quick import QuickScreen
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.forms.which_term import WhichTerm
from crm_tui.tui.habits import Habits
from crm_tui.tui.screens.choice import ChoiceScreen
from tests.tui.forms.every_form import EVERY
from tests.tui.palettes import EYES, NAMES, PALETTES, Rgb, apart, colour, contrast, seen
from tests.tui.waiting import settled

WALK = (
    *"12345",
    ("2", "enter"),
    ("3", "enter"),
    ("4", "v"),
    ("5", "enter"),
    ("5", "enter", "x"),
    ("2", "enter", "n"),
    ("comma",),
    ("2", "slash", "m"),
    ("4", "space", "j"),
    ("c", "tab", "ctrl+s"),
    ("C", *"meera: 8.4"),
    ("3", "n"),
    ("question_mark",),
    ("ctrl+p", "T", "down"),
    *"67890",
    ("9", "j", "enter"),
    ("percent_sign",),
    "T",
    "R",
    ("ctrl+f", "m"),
    ("1", "i"),
    ("5", "enter", "m"),
    ("question_mark", "t"),
    ("9", "k", "enter"),
    "0",
    ("comma", "j", "enter"),
    "u",
    ("ctrl+o",),
    ("ctrl+t",),
    "l",
)
"""Ways from the first screen by keys; what is painted at the end of each is looked at."""

TAGS = themes.Roles(
    dark=True,
    good="ansi_green",
    bad="ansi_red",
    caution="ansi_yellow",
    news="ansi_cyan",
    frame="ansi_blue",
    text="ansi_magenta",
    ground="ansi_bright_blue",
    chosen="ansi_bright_red",
    chosen_ground="ansi_bright_green",
)
"""A colour of its own for each role, so that it can be told which role stands on which."""


def painted(app: DeskApp) -> dict[Style, str]:
    """The styles on the terminal, each with a text that has it."""
    found: dict[Style, str] = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip():
                found.setdefault(segment.style or Style.null(), segment.text.strip())
    return found


def role(given: Color | None) -> str:
    """The role that a colour is the tag of; the colour itself if it is none."""
    assert given is not None
    of_roles = {getattr(TAGS, name): name for name in themes.Roles.__dataclass_fields__ if name != "dark"}
    by_number = given.number is not None and given.number < 16
    return of_roles.get(f"ansi_{NAMES[given.number or 0]}" if by_number else "", str(given))


def light(name: str, palette: str, usual: int) -> Rgb:
    """A colour of a theme on a terminal, ``usual`` where it is the terminal's own."""
    return colour(palette, usual if name == "ansi_default" else NAMES.index(name.removeprefix("ansi_")))


async def test_every_text_is_read_in_every_theme_on_every_palette(desk: Desk) -> None:
    app = DeskApp(desk)
    app.register_theme(themes.painted("tags", TAGS))
    app.theme = "tags"
    found: dict[Style, str] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        for way in WALK:
            await app.switch_mode("today")
            while len(app.screen_stack) > 1:
                await app.pop_screen()
            for key in way:
                await pilot.press(key)
                await settled(pilot)
            found |= painted(app)
    assert not weak(found)


@pytest.mark.parametrize("name", EVERY)
async def test_every_form_is_read_so_too(desk: Desk, name: str) -> None:
    """As it opens, with its letters, with what is wrong in each field, left unsaved, and with what may be picked."""
    app = DeskApp(desk)
    app.register_theme(themes.painted("tags", TAGS))
    app.theme = "tags"
    found: dict[Style, str] = {}
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.pause()
        form = EVERY[name].open(desk)
        await app.push_screen(form)
        await settled(pilot)
        found |= painted(app)
        await pilot.press("ctrl+r")
        found |= painted(app)
        await pilot.press("escape", "ctrl+s")
        await settled(pilot)
        found |= painted(app)
        if app.screen is form:
            form.show_faults({row.field.name: "this is wrong: type another" for row in form.query(FieldRow)})
            form.show_problem("the disk is full: free some room")
            for row in form.query(FieldRow):
                row.put_focus()
                await pilot.press("x")
                await pilot.pause()
                found |= painted(app)
            await pilot.press("escape", "escape")
            await pilot.pause()
            found |= painted(app)
    assert not weak(found, least=3)


async def test_what_is_asked_beside_a_form_is_read_so_too(desk: Desk) -> None:
    app = DeskApp(desk)
    app.register_theme(themes.painted("tags", TAGS))
    app.theme = "tags"
    found: dict[Style, str] = {}
    before = desk.store.get(Customer, 1)
    mine, theirs = (before.model_copy(update={"place": place}) for place in ("Wakad East", "Baner"))
    clash = ChangedMeanwhile(before, mine, theirs, "vikram")
    offered = list(kinds().values())[:3]
    async with app.run_test(size=(80, 24)) as pilot:
        for screen in (
            ConflictScreen(desk, clash, str, lambda record, one: str(getattr(record, one.fields[0]))),
            WhichTerm("no login money", "login money", offered),
            ChoiceScreen("What is to be done?", [("a", "this"), ("b", "that")]),
            QuickScreen(desk, (1, None), "Meera Iyer"),
        ):
            await pilot.pause()
            await app.push_screen(screen)
            await settled(pilot)
            found |= painted(app)
            await pilot.press("down", "space")
            await pilot.pause()
            found |= painted(app)
            await app.pop_screen()
    assert not weak(found, 5)


def weak(found: dict[Style, str], least: int = 6) -> list[tuple[str, str, tuple[str, str], str]]:
    """Where a text is hard to read: theme, palette, colours and words; whatever is no colour of a theme is refused."""
    assert not [words for style, words in found.items() if style.dim], "how dim that is, is the terminal's own choice"
    assert not [words for style, words in found.items() if style.blink or style.conceal]
    pairs = {(role(style.color), role(style.bgcolor)): words for style, words in found.items()}
    leaks = {pair: words for pair, words in pairs.items() if not all(map(themes.Roles.__dataclass_fields__.get, pair))}
    assert not leaks, "a colour that is none of the theme's"
    assert len(pairs) >= least, "the walk saw next to nothing"
    return [
        (name, palette, pair, words)
        for name, roles in themes.ROLES.items()
        for palette in PALETTES
        for pair, words in pairs.items()
        if ratio(roles, pair, palette) < (7.0 if name.startswith("contrast") else 4.5)
    ]


def ratio(roles: themes.Roles, pair: tuple[str, str], palette: str) -> float:
    """The contrast of text on ground, on a terminal that is as dark or light as the theme expects."""
    usual_text, usual_ground = (NAMES.index("white"), 0) if roles.dark else (0, NAMES.index("bright_white"))
    text, ground = (getattr(roles, name) for name in pair)
    return contrast(light(text, palette, usual_text), light(ground, palette, usual_ground))


@pytest.mark.parametrize("theme", ["safe-dark", "safe-light"])
def test_good_bad_and_caution_are_told_apart_by_every_eye(theme: str) -> None:
    roles = themes.ROLES[theme]
    tones = [NAMES.index(tone.removeprefix("ansi_")) for tone in (roles.good, roles.bad, roles.caution)]
    for palette in PALETTES:
        for eye in EYES:
            for one, other in combinations(tones, 2):
                difference = apart(seen(colour(palette, one), eye), seen(colour(palette, other), eye))
                assert difference > 30, (palette, eye, NAMES[one], NAMES[other])


def test_red_beside_green_is_what_these_are_for() -> None:
    red, green = (colour("linux", NAMES.index(name)) for name in ("bright_yellow", "bright_green"))
    assert apart(seen(red, "no red"), seen(green, "no red")) < 20


def test_each_theme_can_be_named() -> None:
    assert list(themes.ROLES) == list(theme_names.THEMES)


async def test_colours_are_chosen_from_the_palette_and_remembered(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "settings" / "screens.json"
    app = DeskApp(desk, habits=Habits(file))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "desk"
        await pilot.press("ctrl+p", *"colours")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert app.theme == "contrast-dark"
    again = DeskApp(desk, habits=Habits(file))
    assert again.theme == "contrast-dark"
    named = DeskApp(desk, habits=Habits(file), theme="safe-light")
    assert (named.theme, Habits(file).theme) == ("safe-light", "safe-light")


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"theme": 3, "recent": {"a": 1}}', '{"theme": "no such"}', "\x00"])
async def test_what_is_damaged_or_unknown_gives_way_to_the_usual(desk: Desk, tmp_path: Path, kept: str) -> None:
    file = tmp_path / "screens.json"
    file.write_text(kept)
    app = DeskApp(desk, habits=Habits(file))
    assert app.theme == "desk"
    assert app.habits.recent == ()
    app.use_theme("safe-dark")
    assert Habits(file).theme == "safe-dark"
