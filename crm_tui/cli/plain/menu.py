"""The menu of the desk in lines, and how a session of it begins and ends."""

import io
import sys
from collections.abc import Callable
from functools import partial

from crm_tui.cli.plain import customer, due, promise, review
from crm_tui.cli.plain.drafting import Drafts, Resume
from crm_tui.cli.plain.talk import Back, Ended, Talk
from crm_tui.domain.errors import DeskError
from crm_tui.services import house_words, staff, undo
from crm_tui.services.check_lines import URGENT
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Draft

Task = Callable[[Talk, Desk], None]


def run(desk: Desk, welcome: str = "") -> int:
    """Ask what is to be done until somebody leaves, and return the code to exit with."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        # bytes that are no text become signs that are found nowhere
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    talk = Talk()
    drafts = Drafts(desk)
    words = house_words.of(desk.store)
    tasks: list[tuple[str, Task]] = [
        ("What is due today", partial(due.show, drafts=drafts)),
        (words.say("Look up a customer"), customer.look_up),
        ("Note a promise or a task", partial(promise.note, drafts=drafts)),
        ("Review a deal: what was said beside what is written", review.read),
        ("Take back what you did last", _take_back),
    ]
    try:
        if welcome:
            talk.say(f"{welcome}.")
        _greet(talk, desk)
        _go_on(talk, desk, drafts)
        while True:
            try:
                place = talk.choose("What do you want to do, q to leave", [title for title, _ in tasks])
            except Back:
                break
            try:
                tasks[place][1](talk, desk)
            except Back:
                talk.say("Back in the menu.")
            except DeskError as problem:
                talk.say(f"Not done: {problem}.")
    except Ended:
        pass
    talk.say("Goodbye.")
    return 0


def _greet(talk: Talk, desk: Desk) -> None:
    today = desk.today()
    firm = house_words.of(desk.store).firm
    where = f", {firm}" if firm else ""
    talk.say(f"crm-tui in lines{where}. You are {desk.officer}. It is {today:%A} {today.day} {today:%B %Y}.")
    if staff.is_unclaimed(desk):
        talk.say("Nobody is admin here yet: the command crm-tui staff --first-admin says who it is.")
    counts = daily_check(desk.store, today, owner=desk.officer, only=URGENT, snoozed_by=desk.officer).counts
    told = [f"{count} {group}" for group, count in counts.items() if count]
    talk.say(f"Of yours: {', '.join(told)}." if told else "Nothing of yours is late or due today.")


def _go_on(talk: Talk, desk: Desk, drafts: Drafts) -> None:
    """Offer what was not saved when a session ended."""

    def noted(draft: Draft) -> None:
        line = str(draft.typed.get("line", ""))
        talk.say(f"The line: {line}.")
        promise.note(talk, desk, drafts, line)

    def settled(draft: Draft) -> None:
        match draft.begun_with:
            case {"several": [{"several": [_, {"several": [{"record": [_, int(number)]}]}]}, _]}:
                due.settle(talk, desk, drafts, number, draft)
            case _:
                talk.say("It was about several: the screens settle them.")

    def one(resume: Resume) -> Resume:
        def gone_on(draft: Draft) -> None:
            try:
                resume(draft)
            except Back:
                talk.say("Left.")
            except DeskError as problem:
                talk.say(f"Not done: {problem}.")

        return gone_on

    drafts.offer(talk, {promise.FORM: one(noted)} | dict.fromkeys(due.FORMS, one(settled)))


def _take_back(talk: Talk, desk: Desk) -> None:
    last = desk.done.last
    if last is not None:
        if talk.agrees(f"Take back: {last.told}?", usual=True):
            talk.say(f"Taken back: {undo.take_back(desk).told}.")
        return
    saved = undo.earlier(desk)
    if saved is None:
        talk.say("Nothing that you did last can be taken back.")
    elif talk.agrees(f"In another session you did this last: {undo.told(saved)}. Take it back?", usual=False):
        talk.say(f"Taken back: {undo.take_back_earlier(desk, saved).told}.")
