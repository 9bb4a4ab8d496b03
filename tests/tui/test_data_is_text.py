"""Stored text is only text on every screen: each is opened here with naughty texts in every field of every record."""

import inspect
from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input, TextArea

import crm_tui.tui
from crm_tui.comparison import kinds as vocabulary
from crm_tui.comparison.kinds import Kind
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.handover import Handover
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Answer
from crm_tui.domain.settings import Settings
from crm_tui.domain.text import visible
from crm_tui.services import handover_pack, merging_customers, papers, starter_sets
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile
from crm_tui.tui.forms.conflict import ConflictScreen
from crm_tui.tui.forms.consent import TakenDownForm
from crm_tui.tui.forms.resolution import ResolutionForm
from crm_tui.tui.forms.starter import StarterForm
from crm_tui.tui.forms.which_term import WhichTerm
from crm_tui.tui.screens.deals import DealsScreen
from crm_tui.tui.screens.detail import in_full
from crm_tui.tui.screens.duplicates import PartingPage
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.keys import KeysScreen
from crm_tui.tui.screens.reading import ReadingScreen
from crm_tui.tui.screens.referrals import ReferralsScreen
from crm_tui.tui.screens.search import SearchScreen
from crm_tui.tui.widgets.listing import MARKER, Heading
from crm_tui.tui.widgets.record_rows import RecordRows
from crm_tui.tui.wire.grid import fallen
from tests.naughty import ALL, Filler, bare, fill, kinds, obeyed

STEERS = "\x1b]0;\u202e\x9b\x07[/x]"
"""Begins each text: were it obeyed, the tag would end the program and the rest reach the terminal."""

SHOWN = "␛]0;��␇[/x]"
"""The same, as it is to be seen."""

TITLE = f"{STEERS} [@click=app.quit]press[/]"

TELLS_NOTHING = {"FirstAdminForm", "KeysScreen", "TourScreen"}
"""Screens that show nothing of what is stored."""

_KINDS = {kind.__name__.lower(): kind for kind in kinds()}
_MEANT = {"sender_id": Customer, "stays": Customer}


def screens() -> list[type[Screen[Any]]]:
    """Every screen that is not only there for others to build on."""
    for module in walk_packages(crm_tui.tui.__path__, "crm_tui.tui."):
        import_module(module.name)
    found: set[type[Screen[Any]]] = set()
    waiting: list[type[Any]] = [Screen]
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if kind.__module__.startswith("crm_tui.") and not below:
            found.add(kind)
    return sorted(found, key=lambda kind: kind.__qualname__)


SPECIAL: dict[type[Screen[Any]], Callable[["Making"], Screen[Any]]] = {
    InFullScreen: lambda making: InFullScreen(in_full(making.record(Customer))),
    ReadingScreen: lambda making: making.reading(),
    TakenDownForm: lambda making: TakenDownForm(making.desk, making.record(Consent), 0),
    ResolutionForm: lambda making: ResolutionForm(making.desk, TITLE, Answer.EXCEPTION, lambda _: making.record(Deal)),
    ConflictScreen: lambda making: making.conflict(),
    PartingPage: lambda making: PartingPage(making.merged()),
    WhichTerm: lambda making: WhichTerm(TITLE, TITLE, making.terms()),
    SearchScreen: lambda _: SearchScreen("owner:asha"),
    ReferralsScreen: lambda _: ReferralsScreen(),
    # a firm's name that a terminal would obey is refused before that
    StarterForm: lambda making: StarterForm(
        making.desk, {TITLE: starter_sets.planned(making.desk.store, "", visible(TITLE))}
    ),
    KeysScreen: lambda _: KeysScreen(DealsScreen()),
}
"""Those whose arguments depend on each other."""


class Making:
    """Makes screens out of what their constructors ask for: what is stored at the desk, else naughty values."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._filler = Filler([STEERS + text for text in ALL])

    def screen(self, kind: type[Screen[Any]]) -> Screen[Any]:
        if kind in SPECIAL:
            return SPECIAL[kind](self)
        hints = get_type_hints(kind.__init__)
        given = {
            name: self._argument(kind, name, hints.get(name, str))
            for name, asked in list(inspect.signature(kind.__init__).parameters.items())[1:]
            if asked.default in (inspect.Parameter.empty, None) or name in ("title", "name", "label")
        }
        return kind(**given)

    def _argument(self, kind: type[Screen[Any]], name: str, hint: Any) -> Any:
        wanted = bare(hint)
        if wanted is Desk:
            return self.desk
        if get_origin(wanted) is Callable or wanted in (Callable, get_origin(Callable[[], int])):
            return lambda *_: TITLE
        if isinstance(get_origin(wanted) or wanted, type) and issubclass(get_origin(wanted) or wanted, Screen):
            return DealsScreen()
        if wanted is int:
            return self._number(kind, name)
        if isinstance(wanted, type) and issubclass(wanted, Record) and "table" in vars(wanted):
            return self.record(wanted)
        if get_origin(wanted) is Sequence and get_args(wanted)[0] in kinds():
            return [self.record(get_args(wanted)[0])]
        if get_origin(wanted) is Sequence and get_args(wanted)[0] is int:
            return [self._number(kind, name)]
        return TITLE if wanted is str else self._filler.of(wanted)

    def _number(self, kind: type[Screen[Any]], name: str) -> int:
        word = (
            name.removesuffix("_id").removesuffix("s")
            if name != "record_id"
            else kind.__name__.removesuffix("Page").lower()
        )
        meant = _MEANT.get(name) or _KINDS.get(word)
        return self.record(meant).id if meant else self.record(Customer).id + 1

    def conflict(self) -> ConflictScreen[Customer]:
        before, mine, theirs = (self.record(Customer).model_copy(update={"place": STEERS + at}) for at in "abc")
        return ConflictScreen(self.desk, ChangedMeanwhile(before, mine, theirs, TITLE), str, lambda one, _: one.place)

    def merged(self) -> int:
        first = self.record(Customer).id
        return merging_customers.merge(self.desk, merging_customers.preview(self.desk, first, first + 1), TITLE).id

    def terms(self) -> list[Kind]:
        return [one.model_copy(update={"label": TITLE}) for one in list(vocabulary.kinds().values())[:3]]

    def reading(self) -> ReadingScreen:
        pack = handover_pack.of(self.desk, self.record(Handover).id)
        return ReadingScreen(self.desk, pack, pack.part(handover_pack.Part.PROMISES)[0])

    def record(self, kind: type[Record]) -> Record:
        """One that was made naughty, whoever was here before."""
        found = self.desk.store.find(kind)
        return found[len(found) // 2]


@pytest.fixture
def naughty_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    """A desk with a deal under review."""
    fill(empty_desk, [STEERS + text for text in ALL])
    paper = tmp_path / "[@click=app.quit]x[].txt"
    paper.write_text(f"Rate of interest: 9 % p.a. {TITLE}\nProcessing fee: 1 % {STEERS}\n")
    deal = empty_desk.store.get(Deal, 1)
    assert deal is not None
    papers.attach(empty_desk, deal, paper)
    rate = Claim(term="loan.rate", said=TITLE, form=Form.VALUE, low=Decimal("8.4"), unit="%", per="year")
    with empty_desk.store.transaction() as now:
        promise = now.get(Commitment, 1)
        now.put(promise.model_copy(update={"claim": rate, "deal_id": 1, "customer_id": 1}))
    return empty_desk


async def test_nothing_stored_is_obeyed_on_any_screen(naughty_desk: Desk, sit_down) -> None:
    making = Making(naughty_desk)
    wrong: dict[str, list[str]] = {}
    async with sit_down(naughty_desk, (120, 50)) as at:
        for kind in screens():
            screen = making.screen(kind)
            # the screen below is not painted again for each
            await (at.app.switch_screen(screen) if wrong else at.app.push_screen(screen))
            await at.settle()
            wrong[kind.__qualname__] = complaints(at)
            assert at.app._exception is None, kind
            at.app.clear_notifications()
            assert at.app.screen is screen
        assert len(wrong) > 80
        told = [f"{name}: {one}" for name, found in wrong.items() for one in found]
        assert not told, "\n".join(told)
        assert at.app.is_running
        assert at.app.clipboard == "", "nothing is copied by itself"


async def test_the_firms_words_are_shown_in_the_palette_and_not_obeyed(empty_desk: Desk, sit_down) -> None:
    with empty_desk.store.transaction() as now:
        now.add(Settings(label="[/x]\x1b\u202e[@click=a]", labels="[[/]$x"))
    async with sit_down(empty_desk, (100, 60)) as at:
        await at.press("ctrl+p")
        await at.until("[[/]$x who may be one")
        assert not complaints(at)
        await at.press(*"dupl")
        await at.until("Duplicates (0)\n  [[/]$x who may be one")
        assert not complaints(at)
        await at.press(*["backspace"] * 4, "$", "x")
        await at.until("[[/]$x (2)")
        assert not complaints(at)


async def test_what_is_pasted_or_said_is_shown_and_not_obeyed(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (120, 40)) as at:
        for keys in (["2", "slash"], ["ctrl+f"], ["5", "enter", "tab", "slash"], ["ctrl+p"], ["C"], ["c"]):
            await at.press("escape", "escape", "escape", "y")
            await at.press(*keys)
            assert isinstance(at.app.focused, Input | TextArea), keys
            at.app.focused.post_message(Paste(TITLE))
            await at.settle()
            assert not obeyed(at.text), keys
            assert SHOWN in at.text, keys
            at.app.focused.clear()
            await at.settle()
        at.app.notify(TITLE, title=TITLE)
        at.app.fault(TITLE)
        await at.settle()
        assert at.text.count(SHOWN) >= 2
        assert not complaints(at)


def complaints(at: Any) -> list[str]:
    """What is wrong with what the terminal shows."""
    screen = at.app.screen
    name = type(screen).__qualname__
    found = [f"reaches the terminal: {line!a}" for line in at.lines if obeyed(line)]
    for strip in screen._compositor.render_strips():
        styled = [part for part in strip if part.style]
        found += [f"{part.text!r} acts" for part in styled if part.style.link or "@click" in part.style.meta]
    for rows in screen.query(RecordRows):
        found += out_of_column(rows)
    if name not in (*TELLS_NOTHING, "CommandPalette") and SHOWN[:6] not in at.text:
        found.append("nothing stored is seen")
    return found


def out_of_column(rows: RecordRows[Any]) -> list[str]:
    """The lines of a list in which something does not begin or end where its column does."""
    found = []
    for y in range(int(rows._titled), rows.size.height):
        at = rows.scroll_offset.y + y - rows._titled
        if at >= rows.listing.height or isinstance(place := rows.listing.at(at), Heading):
            continue
        line = rows.listing.row(place)
        text = rows.render_line(y).text
        cells = [part for letter, wide in fallen(text) for part in (letter, *[""] * (wide - 1))]
        x, right = MARKER, len(cells) == rows.size.width
        for place, width in rows._widths:
            column = rows.listing.columns[place]
            shown = column.cell(line).plain
            if shown.strip() and x + width <= len(cells):
                # what is long flows on over empty columns, and a number ends where its column does
                right &= x == MARKER or cells[x - 1] == " "
                right &= column.right or cells[x] in (fallen(shown)[0][0], "…")
                right &= not column.right or cells[x + width - 1] in (shown[-1], "…")
            x += width + 1
        if not right:
            found.append(f"out of column: {text!a}")
    return found
