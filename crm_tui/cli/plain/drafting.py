"""What was answered in lines and not saved is kept as the screens keep it, and offered at the next start."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from crm_tui.cli.plain.talk import Back, Talk
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Draft
from crm_tui.tui import reopening

Resume = Callable[[Draft], None]
"""Goes on with a draft, from what was answered."""


class Keeping:
    """One dialogue under way: each answer is on the disk before the next question."""

    def __init__(self, drafts: "Drafts", title: str, form: str, *opened_for: object) -> None:
        """``form`` is the one in which the screens go on with it, ``opened_for`` what that is made with."""
        self._drafts, self._title, self._form = drafts, title, form
        self._opened_for = opened_for

    def note(self, typed: Mapping[str, str], words: Mapping[str, str]) -> None:
        """These are the answers so far: by field, and as somebody reads them."""
        now = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M%z}"
        begun = reopening.plain((self._opened_for, {}))
        self._drafts.stands(Draft(self._title, now, self._form, begun, dict(typed), dict(words)))


class Drafts:
    """The drafts of one session in lines."""

    def __init__(self, desk: Desk) -> None:
        self._shelf = desk.drafts
        self._left: list[Draft] = []
        self._open: Draft | None = None
        self._refused: list[Draft] = []

    @contextmanager
    def keeping(self, title: str, form: str, *opened_for: object) -> Iterator[Keeping]:
        """A dialogue: what is answered in it is kept, unless it comes to its end or somebody goes back."""
        try:
            yield Keeping(self, title, form, *opened_for)
        except Back:
            self.stands(None)
            raise
        except BaseException:
            # refused or cut off: it waits for the next start
            if self._open is not None:
                self._left = [*self._others(self._open), self._open]
                self._refused.append(self._open)
            self._open = None
            raise
        if self._open is not None:
            self._left = self._others(self._open)
        self.stands(None)

    def _others(self, done: Draft) -> list[Draft]:
        """What is left without what was refused in this session and said again since: the same line, or about the
        same records.
        """
        of_one = "record" in str(done.begun_with)
        again = [
            one
            for one in self._refused
            if one.begun_with == done.begun_with and (of_one or (one.form, one.typed) == (done.form, done.typed))
        ]
        return [one for one in self._left if one not in again]

    def stands(self, draft: Draft | None) -> None:
        """This is what was answered and not saved; None for nothing."""
        self._open = draft
        # who can't keep a draft can still work
        with suppress(OSError):
            if self._shelf is not None:
                self._shelf.keep([*self._left, *([draft] if draft else [])])

    def offer(self, talk: Talk, resume: Mapping[str, Resume]) -> None:
        """Ask for each that was left what is to become of it; ``resume`` goes on with it, by its form.

        Raises:
            Ended: nobody answers any more; all of them stay.
        """
        with suppress(OSError):
            self._left = list(self._shelf.left()) if self._shelf is not None else []
        others = [one for one in self._left if one.form not in resume]
        if others:
            talk.say(f"Not saved when a session ended, and kept for the screens: {_titles(others)}.")
        for draft in [one for one in self._left if one.form in resume]:
            self._ask(talk, draft, resume[draft.form])

    def _ask(self, talk: Talk, draft: Draft, resume: Resume) -> None:
        said = ", ".join(" ".join(words.split()) for words in draft.words.values())
        try:
            answer = talk.choose(
                f"Not saved when a session ended: {draft.title}: {said}", ["Go on with it", "Later", "Throw it away"]
            )
        except Back:
            return
        if answer == 1:
            return
        self._left.remove(draft)
        if answer == 0:
            # until the dialogue has answers of its own, these are what is kept
            self.stands(draft)
            resume(draft)
            if self._open is draft:
                self._left.append(draft)
                self._open = None
        else:
            self.stands(None)


def _titles(drafts: list[Draft]) -> str:
    return ", ".join(dict.fromkeys(one.title for one in drafts))
