"""A conversation in lines: what is said, and what is asked."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from crm_tui.cli.terminal import prompt, say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible

T = TypeVar("T")

_TRIES = 5
"""So often a question is asked again; whoever answers is no person, if it is asked more often."""

MOST_CHOICES = 9
"""So many are offered at once."""


def number_in(typed: str) -> int:
    """The number that was typed; 0 for whatever is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


class Back(Exception):
    """What was asked is left; nothing was done."""


class Ended(Exception):
    """Nobody answers any more."""


class Talk:
    """Says sentences and asks questions, each on a line of its own."""

    def say(self, sentence: str) -> None:
        """Say one statement. Stored text in it is shown and not obeyed; it stays on one line, however long."""
        say(visible(" ".join(sentence.split())))

    def ask(self, question: str, usual: str = "") -> str:
        """Ask for a line; an empty one is what is ``usual``.

        Raises:
            Back: it is ``q``.
            Ended: the input has ended.
        """
        given = f" [{visible(usual)}]" if usual else ""
        prompt(f"{visible(question)}{given}: ")
        typed = sys.stdin.readline() if sys.stdin else ""
        if not typed.endswith("\n") or not (sys.stdin and sys.stdin.isatty()):
            say("")
        if not typed:
            raise Ended
        answer = typed.strip()
        if answer.lower() == "q":
            raise Back
        return answer or usual

    def ask_until(self, question: str, read: Callable[[str], T], usual: str = "") -> T:
        """Ask until what is typed can be read; what is wrong with it is said each time.

        Raises:
            Back, Ended: as for ``ask``; nothing that was typed could be read.
        """
        for _ in range(_TRIES):
            answer = self.ask(question, usual)
            try:
                return read(answer)
            except DeskError as problem:
                self.say(f"{problem}.")
        raise Back

    def agrees(self, question: str, *, usual: bool) -> bool:
        """Ask for a yes or a no."""

        def read(answer: str) -> bool:
            if answer.lower() in ("y", "yes"):
                return True
            if answer.lower() in ("n", "no"):
                return False
            raise DeskError("type y for yes or n for no")

        return self.ask_until(f"{question} Yes or no", read, "yes" if usual else "no")

    def choose(self, question: str, choices: Sequence[str], usual: int = 1) -> int:
        """Say the choices with their numbers, and ask for one; its place, from 0."""
        for place, choice in enumerate(choices, start=1):
            self.say(f"{place}. {choice}.")

        def read(answer: str) -> int:
            number = number_in(answer)
            if not 1 <= number <= len(choices):
                raise DeskError(f"type a number from 1 to {len(choices)}, or q to go back")
            return number - 1

        return self.ask_until(question, read, str(usual) if usual else "")

    def pick(self, found: Sequence[T], told: Callable[[T], str], part: str, *, all_of_them: bool = True) -> T:
        """Ask which one of those that were found is meant, the first few offered; the only one is not asked about.

        ``part`` is what more can be typed of to find another; ``all_of_them`` is whether no more were found than given.

        Raises:
            Back, Ended: as for ``ask``.
        """
        if len(found) == 1:
            return found[0]
        if len(found) > MOST_CHOICES:
            many = len(found) if all_of_them else f"more than {MOST_CHOICES}"
            self.say(f"There are {many}: these are the first. Type more of the {part} to find another.")
        chosen = found[:MOST_CHOICES]
        return chosen[self.choose("Which one", [told(one) for one in chosen])]
