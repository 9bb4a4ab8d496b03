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
        self._same: dict[tuple[str, str], bool] = {}

    def member(self, words: str) -> Member | None:
        """Who is written so; of two of one name the one who is here."""
        if words not in self._known:
            called = [one for one in self.staff if one.is_called(words)]
            self._known[words] = max(called, key=lambda one: one.is_here(self._today), default=None)
        return self._known[words]

    def same(self, words: str, others: str) -> bool:
        """Whether both are names of one person."""
        if words == others:
            return True
        known = self._same.get((words, others))
        if known is None:
            one = self.member(words)
            known = one.is_called(others) if one is not None else words.casefold().split() == others.casefold().split()
            self._same[words, others] = known
        return known

    def called(self, words: str) -> str:
        """One spelling for one person: their name or login, else the words without their case."""
        one = self.member(words)
        return one.name or one.login if one is not None else " ".join(words.casefold().split())

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
