"""Customers who may be one, each pair with its reasons; and the merges that were made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from crm_tui.domain.customer import Customer
from crm_tui.domain.merge import Merge
from crm_tui.services import lookalikes, merge_words, merging_customers
from crm_tui.services.customers import folded
from crm_tui.services.lookalikes import Alike
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import Tone, safe
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Found, Page
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class Line:
    """A pair, or a merge that was made."""

    alike: Alike | None = None
    """Two who may be one."""

    merge: Merge | None = None
    """Two who were made one."""

    @property
    def key(self) -> tuple[int, int, int]:
        """What tells it apart."""
        if self.alike is not None:
            return 0, self.alike.one.id, self.alike.other.id
        return self.merge.id if self.merge else 0, 0, 0


def _called(one: Customer | None, number: int) -> str:
    if one is None:
        return f"customer #{number}"
    return f"{one.name} #{number}"


def _one(line: Line) -> Content:
    if line.alike is not None:
        return safe(_called(line.alike.one, line.alike.one.id))
    return safe(_called(line.merge.before, line.merge.customer_id)) if line.merge else Content("")


def _other(line: Line) -> Content:
    if line.alike is not None:
        return safe(_called(line.alike.other, line.alike.other.id))
    return safe(_called(line.merge.was, line.merge.gone)) if line.merge else Content("")


def _why(line: Line) -> Content:
    if line.alike is not None:
        told = safe(", ".join(line.alike.pair.reasons))
        against = line.alike.pair.against
        return Content.assemble(told, safe(f"; but {', '.join(against)}", Tone.CAUTION)) if against else told
    if line.merge is None:
        return Content("")
    if line.merge.undone_on is not None:
        return safe(f"taken apart {line.merge.undone_on}", Tone.QUIET)
    return safe(f"merged {line.merge.on} by {line.merge.by}{f': {line.merge.why}' if line.merge.why else ''}")


class DuplicatesScreen(Page[list[Line]]):
    """The list of pairs; opening one shows what a merge would make of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.SHOW_ALL, "Pairs/merges", "Show the merges that were made, or the pairs"),
        keymap.NOT_SAME,
        keymap.IN_FULL,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.merges = False
        """Whether the merges are shown instead of the pairs."""
        self.records: RecordList[Line] = RecordList(
            [
                Column("One", _one, lambda line: folded(_one(line).plain), width=30, most=0.3),
                Column("Other", _other, lambda line: folded(_other(line).plain), width=30, most=0.3),
                Column("Why", _why),
            ],
            lambda line: line.key,
            empty=f"Nobody seems to stand twice; {keymap.shown(keymap.SHOW_ALL)} shows the merges that were made",
            noun="pairs who may be one",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[Line]:
        """The pairs, the plainest first; or the merges, the newest first."""
        if self.merges:
            return [Line(merge=one) for one in reversed(self.desk.store.find(Merge))]
        return [Line(alike=one) for one in lookalikes.pairs(self.desk.store)]

    def show(self, found: list[Line]) -> None:
        """Fill the list."""
        self.records.show(found, "merges" if self.merges else "pairs who may be one")

    def subject(self) -> tuple[int | None, int | None]:
        """The first of the two."""
        line = self.records.current
        return (line.alike.one.id if line and line.alike else None), None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only of a pair it can be said that they are not the same."""
        if action == "not_same":
            return self.records.current is not None and self.records.current.alike is not None
        return super().check_action(action, parameters)

    def action_show_all(self) -> None:
        """Show the merges, or the pairs."""
        self.merges = not self.merges
        self.reload()

    def action_in_full(self) -> None:
        """All of the line under the cursor."""
        if (line := self.records.current) is not None:
            text = Content("\n\n").join([_one(line), _other(line), _why(line)])
            self.app.push_screen(InFullScreen(text))

    def action_not_same(self) -> None:
        """Remember that the two under the cursor are not one."""
        line = self.records.current
        if line is not None and line.alike is not None:
            one, other = line.alike.one.id, line.alike.other.id
            save(self, lambda: merging_customers.not_the_same(self.desk, one, other))

    @on(RecordList.Opened)
    def _open(self) -> None:
        line = self.records.current
        if line is None:
            return
        if line.alike is not None:
            from crm_tui.tui.screens.merging import MergingPage

            self.app.push_screen(MergingPage(line.alike.one.id, line.alike.other.id, line.alike.pair.reasons))
        elif line.merge is not None and line.merge.stands:
            self.app.push_screen(PartingPage(line.merge.id))
        elif line.merge is not None:
            self.desk_app.fault("these two were taken apart already: they are listed among the pairs again")


class LeavingPage(Page[Found]):
    """A page that is left once it has done what it shows, as what it is about may be gone then."""

    leaving = False
    """Whether that is being saved: what others would make it read again is not there any more."""

    def reload(self) -> None:
        """Read again, unless the page is about to be left."""
        if not self.leaving:
            super().reload()


class PartingPage(LeavingPage[merging_customers.Parting]):
    """What taking a merge apart would do."""

    BINDINGS: ClassVar[list[BindingType]] = [keymap.TAKE_APART]

    def __init__(self, merge_id: int) -> None:
        super().__init__()
        self.merge_id = merge_id
        """Which merge."""
        self._seen: merging_customers.Parting | None = None
        self._told = Static(markup=False)

    def body(self) -> ComposeResult:
        """The lines; they scroll."""
        with TextScroll():
            yield self._told

    def on_mount(self) -> None:
        """The keys scroll it."""
        super().on_mount()
        self.query_one(TextScroll).focus()

    def read(self) -> merging_customers.Parting:
        """How it would be now."""
        return merging_customers.parting(self.desk.store, self.merge_id)

    def show(self, found: merging_customers.Parting) -> None:
        """Say it."""
        self._seen = found
        lines = [Content(f"Merge {found.merge.id} is taken apart so:"), Content("")]
        for label, words in merge_words.parted(found):
            tone = Tone.CAUTION if label == "look at" else Tone.QUIET
            lines.append(Content.assemble(Content.styled(f"{label:<12}", tone), safe(words)))
        self._told.update(Content("\n").join(lines))

    def action_take_apart(self) -> None:
        """Do it, as it is shown."""
        seen = self._seen
        if seen is not None:
            save(self, lambda: merging_customers.unmerge(self.desk, seen), leave=True)


def save(page: Page[Any], do: Callable[[], object], *, leave: bool = False) -> None:
    """Save something in a thread; what is refused is told in one line, and nothing was changed."""
    if page.desk_app.may_save():
        page.run_worker(partial(_save, page, do, leave), thread=True, group="write")


def _save(page: Page[Any], do: Callable[[], object], leave: bool) -> None:
    if isinstance(page, LeavingPage):
        page.leaving = leave
    try:
        do()
    except Exception as fault:  # nothing was changed: the page says so and stays
        if isinstance(page, LeavingPage):
            page.leaving = False
        message: Message = page.Failed(unsaved(fault))
        page.post_message(message)
        return
    if leave:
        page.app.call_from_thread(page.app.pop_screen)
    page.app.call_from_thread(page.desk_app.desk_changed)
