"""One handover: who has it and who is to have it, and below the pack, part by part."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.handover import Handover
from crm_tui.services import handover_pack
from crm_tui.services.handover_pack import Entry, Pack, Part, standing
from crm_tui.services.permissions import is_same
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, lines, one_line, safe
from crm_tui.tui.screens.detail import open_record, titled
from crm_tui.tui.screens.handing_over import HandingPage
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class HandoverPage(HandingPage[Pack]):
    """The pack; each open promise is read in its own words before the whole is accepted."""

    CSS_PATH: ClassVar[list[str | PurePath] | None] = ["../styles/detail.tcss", "../styles/handover.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.MARK, "Mark", "Read the promises one by one, and mark each as read"),
        keymap.IN_FULL,
        keymap.NEXT_GROUP,
    ]
    is_of_one = True

    def __init__(self, handover_id: int) -> None:
        """``handover_id`` is its number in the store."""
        super().__init__()
        self.handover_id = handover_id
        """Which."""
        self.pack: Pack | None = None
        """What was read last."""
        self.facts = Facts()
        self.explanation = Explanation()
        self.records: RecordList[Entry] = RecordList(
            [
                Column("What", lambda one: safe(one.name), width=26),
                Column("Words", lambda one: one_line(one.words)),
                Column("Read", _read, width=10),
            ],
            lambda one: (one.part, one.name, one.words, one.aside),
            empty="There is nothing to know",
            noun="things to know",
            group=lambda one: one.part,
            sortable=False,
        )

    def body(self) -> ComposeResult:
        """Facts, the pack, and the line under the cursor in full."""
        yield self.facts
        yield self.records
        yield self.explanation

    def read(self) -> Pack:
        """The pack as the records are now."""
        return handover_pack.of(self.desk, self.handover_id)

    def show(self, found: Pack) -> None:
        """Fill the page."""
        self.pack = found
        one = found.handover
        unread = [each for each in found.part(Part.PROMISES) if not each.is_read]
        read = Content("no promise is open")
        if found.read:
            read = safe(f"{found.read} open promises", Tone.CAUTION if unread else Tone.GOOD)
        self.facts.show(
            [
                titled(found.title, f"from {found.owner} to {found.to}"),
                Fact("why", lines(one.reason), alone=True),
                Fact("stands", one_line(standing(one)), alone=True),
                Fact("goes over", safe(found.goes), alone=True),
                Fact("read", read),
            ]
        )
        self.records.show(found.entries, note=self._note(found, len(unread)))
        self._explain()

    def handovers(self) -> Sequence[Handover]:
        """This one."""
        return [self.pack.handover] if self.pack is not None else []

    def subject(self) -> tuple[int | None, int | None]:
        """The customer."""
        return (self.pack.customer.id, self.pack.handover.deal_id) if self.pack is not None else (None, None)

    def to_read(self) -> None:
        """Show the first promise that is not read yet, wherever the cursor is."""
        self._read_from(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Promises are marked by the receiver."""
        if action == "mark":
            return self.pack is not None and self._is_mine(self.pack) and bool(self.pack.part(Part.PROMISES))
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Read the promise under the cursor, else the first that is not read yet; then the next ones."""
        self._read_from(self.records.current)

    def _read_from(self, line: Entry | None) -> None:
        from crm_tui.tui.screens.reading import ReadingScreen

        if self.pack is None or not self._is_mine(self.pack) or not self.desk_app.may_save():
            return
        promises = self.pack.part(Part.PROMISES)
        at = line if line in promises else next((one for one in promises if not one.is_read), None)
        if at is not None:
            self.app.push_screen(ReadingScreen(self.desk, self.pack, at))

    def action_in_full(self) -> None:
        """All of the line under the cursor."""
        if self.records.current is not None:
            self.app.push_screen(InFullScreen(self.explanation.text))

    def action_group(self, step: int) -> None:
        """Set the cursor on the first line of the next part."""
        self.records.to_group(step)

    @on(RecordList.Moved)
    def _explain(self) -> None:
        one = self.records.current
        self.explanation.say(in_words(one) if one else Content(""))

    @on(RecordList.Opened)
    def _open(self) -> None:
        one = self.records.current
        if one is not None and one.record is not None:
            open_record(self, one.record)
        elif one is not None:
            self.action_in_full()

    def _is_mine(self, pack: Pack) -> bool:
        return pack.handover.waits and is_same(self.desk.store, pack.handover.to, self.desk.officer)

    def _note(self, pack: Pack, unread: int) -> str:
        if not self._is_mine(pack):
            return ""
        key = self.app.get_key_display(keymap.MARK if unread else keymap.ACCEPT)
        return f"{key} reads the next of {unread}" if unread else f"all read: {key} accepts"


def in_words(one: Entry) -> Content:
    """All that an entry says, its words first."""
    told = [Content.styled(safe(one.name).plain, "bold"), lines(one.words)]
    return Content("\n").join([*told, *([one_line(one.aside, Tone.QUIET)] if one.aside else [])])


def _read(one: Entry) -> Content:
    if not one.is_promise:
        return Content("")
    return Content.styled("✓ read", Tone.GOOD) if one.is_read else Content.styled("○ to read", Tone.CAUTION)
