"""What is late or due today, and what becomes of it."""

from datetime import date

from crm_tui.cli.days import typed_day
from crm_tui.cli.plain.drafting import Drafts
from crm_tui.cli.plain.talk import Talk, number_in
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.errors import DeskError
from crm_tui.services import acts
from crm_tui.services.check_day import spoken
from crm_tui.services.check_lines import URGENT, Act, Line
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Draft

FORMS = tuple(f"crm_tui.tui.forms.acts:{name}" for name in ("KeepForm", "KeepPartlyForm", "BreakForm"))
"""What the screens go on with, by what became of it."""

_ASKED = (
    ("received_by", "Who received it"),
    ("what", "Which part was kept"),
    ("why", "Why was it not kept"),
)
"""What is asked behind the day: its field, and the question."""

_AT_ONCE = 15
"""So many lines are said before it is asked whether to go on."""


def show(talk: Talk, desk: Desk, drafts: Drafts) -> None:
    """Say each line that is late or due today, then ask for one to settle."""
    mine = daily_check(desk.store, desk.today(), owner=desk.officer, only=URGENT, snoozed_by=desk.officer)
    found = mine
    if not mine.lines:
        found = daily_check(desk.store, desk.today(), only=URGENT)
        nothing = "Nothing of yours is late or due today"
        talk.say(f"{nothing}. These are everybody's." if found.lines else f"{nothing}, and nothing of the desk's.")
    if found.problem:
        talk.say(f"{found.problem}.")
    lines = list(found.lines)
    if lines:
        _say(talk, lines, desk.today())
    while lines:
        answer = talk.ask("Number of a line to settle, l to hear the lines again, nothing to go back")
        if not answer:
            return
        if answer.lower() == "l":
            _say(talk, lines, desk.today())
            continue
        place = number_in(answer)
        if not 1 <= place <= len(lines):
            talk.say(f"Type a number from 1 to {len(lines)}.")
            continue
        chosen = lines[place - 1]
        if chosen.act is not Act.SETTLE or chosen.opens[0] != Commitment.table:
            talk.say("That is no promise or task: the screens settle it.")
            continue
        try:
            settle(talk, desk, drafts, chosen.opens[1])
        except DeskError as problem:
            talk.say(f"Not done: {problem}.")


def _say(talk: Talk, lines: list[Line], today: date) -> None:
    before = None
    for place, one in enumerate(lines, start=1):
        if one.group is not before:
            before = one.group
            talk.say(f"{one.group.heading}: {sum(other.group is before for other in lines)}.")
        talk.say(f"{place}. {_sentence(one, today)}")
        if place % _AT_ONCE == 0 and place < len(lines) and not talk.agrees("More?", usual=True):
            return


def _sentence(one: Line, today: date) -> str:
    at = f" at {one.at:%H:%M}" if one.at else ""
    parts = [
        f"{one.who} to {one.to}: {one.words}",
        f"due {spoken(one.due, today)}{at}" if one.due is not None else "",
        one.aside,
        f"on the deal {one.deal}" if one.deal else "",
        f"number {one.opens[1]}",
    ]
    return f"{'; '.join(filter(None, parts))}."


def settle(talk: Talk, desk: Desk, drafts: Drafts, number: int, begun: Draft | None = None) -> None:
    """Ask what became of a commitment, and record it; ``begun`` is what was answered in a session before."""
    one = desk.store.get(Commitment, number)
    if one is None:
        talk.say("Somebody has taken it away.")
        return
    before = dict(begun.typed) if begun else {}
    what = talk.choose(
        f"What became of it: {one.words}",
        ["It was kept", "Only a part of it was kept", "It was broken"],
        FORMS.index(begun.form) + 1 if begun else 1,
    )
    today = desk.today()

    def day(typed: str) -> date:
        return typed_day("the day", typed, today, past=True)

    asked, label = _ASKED[what]
    with drafts.keeping(f"{('Kept', 'Partly kept', 'Broken')[what]}: {one.words}", FORMS[what], desk, [one]) as kept:
        on = talk.ask_until("On which day", day, str(before.get("on", "today")))
        kept.note({"on": on.isoformat()}, {"Day": on.isoformat()})
        delivered = one.delivery is not None and not one.delivery.received_by
        words = talk.ask(label, str(before.get(asked, ""))) if what or delivered else ""
        kept.note({"on": on.isoformat(), asked: words}, {"Day": on.isoformat(), label: words})
        if what == 0:
            outcome = acts.keep(desk, [one], on, words)
        elif what == 1:
            outcome = acts.keep_partly(desk, [one], on, words)
        else:
            outcome = acts.break_(desk, [one], words, on)
    talk.say(f"Saved: {outcome.words}.")
