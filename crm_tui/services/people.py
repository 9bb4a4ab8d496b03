"""The staff list on a day: who is meant by a name that stands as an owner somewhere."""

from collections.abc import Iterable
from datetime import date

from crm_tui.domain.staff import Member


class People:
    """Everybody who works at the desk, or did; each name is looked up once."""

    def __init__(self, staff: Iterable[Member], today: date) -> None:
        self.staff = tuple(sorted(staff, key=lambda one: one.id))
        """All of them, by number."""
        self._today = today
        self._known: dict[str, Member | None] = {}
        self._called: dict[str, str] = {}

    def member(self, words: str) -> Member | None:
        """Who is written so: a login goes before a name; of two of one name the one who is here."""
        if words not in self._known:
            called = [one for one in self.staff if one.is_called(words)]
            login = " ".join(words.casefold().split())
            self._known[words] = max(
                called, key=lambda one: (one.login.casefold() == login, one.is_here(self._today)), default=None
            )
        return self._known[words]

    def key(self, words: str) -> int | str:
        """What each person has alone: the number on the staff list, else the words without their case."""
        one = self.member(words)
        return one.id if one is not None else " ".join(words.casefold().split())

    def same(self, words: str, others: str) -> bool:
        """Whether both are names of one person."""
        return words == others or self.key(words) == self.key(others)

    def called(self, words: str) -> str:
        """One spelling for one person, and for nobody else: their name or login, else the words without their case.

        Who shares their name with others has their login beside it.
        """
        if words not in self._called:
            self._called[words] = self._spelled(words)
        return self._called[words]

    def _spelled(self, words: str) -> str:
        one = self.member(words)
        if one is None:
            return " ".join(words.casefold().split())
        is_shared = any(other.is_called(one.name) for other in self.staff if other is not one)
        return f"{one.name} ({one.login})" if one.name and is_shared else one.name or one.login

    def supervisor(self, words: str) -> Member | None:
        """Who supervises somebody, where one is named who is here."""
        one = self.member(words)
        found = self.member(one.supervisor) if one is not None and one.supervisor else None
        return found if found is not None and found.is_here(self._today) else None

    def team(self, supervisor: str) -> tuple[Member, ...]:
        """Those whom somebody supervises and who are here, by number; they themselves are not among them."""
        return tuple(
            one
            for one in self.staff
            if one.supervisor and one.is_here(self._today) and self.same(supervisor, one.supervisor)
        )
