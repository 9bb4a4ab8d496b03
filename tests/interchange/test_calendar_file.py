"""The calendar that the desk gives out, as other programs read it back."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from crm_tui.domain.commitment import Commitment, CommitmentKind, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Channel
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import Member
from crm_tui.interchange.calendar_file import as_calendar, write_file, write_folder
from crm_tui.services.calendar_out import Event, events
from crm_tui.services.check_lines import OF_COMMITMENTS, Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.printout import AlreadyThere
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)


@pytest.fixture
def store() -> MemoryStore:
    held = MemoryStore()
    held.add(GroundRules(changed_by="boss", changed_on=DAY, time_zone="Asia/Kolkata"))
    held.add(
        Customer(
            name="Ravi Kumar; Sons, Ltd",
            owner="asha",
            since=DAY,
            occasions=(
                Occasion(name="Ravi's birthday", day=29, month=2, year=1988),
                Occasion(kind=OccasionKind.ANNIVERSARY, name="The shop", day=12, month=3),
            ),
        )
    )
    return held


def owe(store: MemoryStore, **fields: object) -> Commitment:
    usual = {"customer_id": 1, "words": "Call back", "owner": "asha", "made_on": DAY, "due": DAY + timedelta(days=4)}
    return store.add(Commitment.model_validate(usual | fields))


def read_back(store: MemoryStore, **wanted: str) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(as_calendar(events(store, DAY, **wanted)))
    return [{name: entry.decoded(name) for name in entry} for entry in calendar.walk("VEVENT")]


def summaries(store: MemoryStore, **wanted: str) -> list[str]:
    return [str(one["SUMMARY"]) for one in read_back(store, **wanted)]


def test_what_is_due_is_an_entry_of_the_whole_day(store: MemoryStore) -> None:
    owe(store, words="Send the statement, line 1;\nline 2 \\ end", kind=CommitmentKind.TASK)
    first = read_back(store)[0]
    assert first["SUMMARY"] == "Ravi Kumar; Sons, Ltd: Send the statement, line 1; line 2 \\ end"
    assert first["DESCRIPTION"] == ("we owe them: Send the statement, line 1;\nline 2 \\ end\nowner: asha")
    assert (first["DTSTART"], first["DTEND"]) == (date(2026, 11, 25), date(2026, 11, 26))


def test_a_time_of_day_is_the_desks_own(store: MemoryStore) -> None:
    owe(store, at=time(16, 0))
    assert read_back(store)[0]["DTSTART"] == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "due", "at", "begins"),
    [
        ("UTC", date.max, time(23, 50), date.max),
        ("America/New_York", date.max, time(20, 0), date.max),
        ("Asia/Kolkata", date(1, 1, 1), time(4, 0), date(1, 1, 1)),
        ("Asia/Kolkata", date.max, time(4, 0), datetime(9999, 12, 30, 22, 30, tzinfo=UTC)),
    ],
    ids=["it lasts longer", "the day after, elsewhere", "the day before, elsewhere", "on the last day"],
)
def test_an_hour_beyond_the_calendar_is_the_whole_day(
    store: MemoryStore, zone: str, due: date, at: time, begins: date
) -> None:
    store.add(GroundRules(version=2, changed_by="boss", changed_on=DAY, time_zone=zone))
    owe(store, due=due, at=at)
    assert [one["DTSTART"] for one in read_back(store) if "Call back" in str(one["SUMMARY"])] == [begins]


def test_a_year_with_a_slip_in_it_spoils_no_calendar(store: MemoryStore) -> None:
    store.put(store.find(Customer)[0].model_copy(update={"since": date(203, 1, 5)}))
    owe(store, made_on=date(203, 1, 5))
    owed, born, _ = read_back(store)
    assert (owed["DTSTAMP"], str(owed["UID"])) == (born["DTSTAMP"], "commitment-1-02030105@crm-tui")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"due": None}, id="no date"),
        pytest.param({"status": Status.KEPT, "settled_on": DAY}, id="kept"),
        pytest.param({"status": Status.WITHDRAWN, "settled_on": DAY}, id="withdrawn"),
    ],
)
def test_what_is_not_due_is_left_out(store: MemoryStore, fields: dict[str, object]) -> None:
    owe(store, **fields)
    assert len(read_back(store)) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({}, id="the same"),
        pytest.param({"year": 1990}, id="of another year"),
        pytest.param({"kind": OccasionKind.FESTIVAL}, id="of another kind"),
    ],
)
def test_two_entries_that_say_the_same_are_one_as_in_the_daily_check(
    store: MemoryStore, other: dict[str, object]
) -> None:
    once = Occasion(kind=OccasionKind.ANNIVERSARY, name="The shop", day=23, month=11)
    customer = store.find(Customer)[0]
    store.put(customer.model_copy(update={"occasions": (once, once.model_copy(update=other))}))
    assert summaries(store) == ["Ravi Kumar; Sons, Ltd: The shop"]
    assert len(daily_check(store, DAY).group(Group.OCCASIONS)) == 1
    [before] = [one["UID"] for one in read_back(store)]
    store.put(customer.model_copy(update={"occasions": (once,)}))
    assert [one["UID"] for one in read_back(store)] == [before]


def test_another_day_changes_the_same_entry(store: MemoryStore) -> None:
    before = owe(store)
    [uid, revision] = [read_back(store)[0][name] for name in ("UID", "SEQUENCE")]
    was, due = DAY + timedelta(days=4), DAY + timedelta(days=9)
    moved = NewDate(was=was, due=due, agreed_on=DAY, how=Channel.CALL, by="asha")
    store.put(before.model_copy(update={"due": due, "dates": (moved,), "status": Status.RENEGOTIATED}))
    after = read_back(store)[0]
    assert (after["UID"], after["SEQUENCE"], after["DTSTART"]) == (uid, revision + 1, due)  # type: ignore[operator]
    assert "first due: 2026-11-25" in str(after["DESCRIPTION"])


def test_a_day_that_is_counted_anew_is_a_later_state_of_the_entry(store: MemoryStore) -> None:
    before = owe(store)
    for kept in (DAY, DAY + timedelta(days=3)):
        store.put(before.model_copy(update={"after_id": 7, "days_after": 2, "counted_from": kept}))
        assert read_back(store)[0]["DTSTAMP"].date() == kept  # type: ignore[attr-defined]


def test_only_one_officer_is_asked_for(store: MemoryStore) -> None:
    owe(store, owner="meera", words="Hers")
    assert summaries(store, owner="meera") == ["Ravi Kumar; Sons, Ltd: Hers"]


def test_it_holds_what_is_in_the_officers_daily_check(store: MemoryStore) -> None:
    for login in ("asha1", "asha2"):
        store.add(Member(login=login, name="Asha Rao", since=DAY))
    for owner in ("asha1", "Asha Rao", "asha2", "asha2"):
        owe(store, owner=owner)
    for owner, count in {"asha1": 2, "asha2": 2, "Asha Rao": 2}.items():
        check = daily_check(store, DAY, owner=owner, only=set(OF_COMMITMENTS.values()))
        assert len(summaries(store, owner=owner)) == len(check.lines) == count


@pytest.mark.parametrize(
    ("name", "falls_on"),
    [
        pytest.param("Ravi's birthday", {2027: "02-28", 2028: "02-29", 2030: "02-28"}, id="29 February"),
        pytest.param("The shop", {2027: "03-12", 2028: "03-12"}, id="an ordinary day"),
    ],
)
@pytest.mark.slow
def test_an_occasion_shows_each_year(store: MemoryStore, tmp_path: Path, name: str, falls_on: dict[int, str]) -> None:
    khal = Khal(tmp_path)
    write_folder(khal.folder, events(store, DAY))
    for year, day in falls_on.items():
        assert f"{year}-{day} Ravi Kumar; Sons, Ltd: {name}" in khal.listed(f"{year}-02-20", "30d")


@pytest.mark.slow
def test_importing_twice_changes_nothing(store: MemoryStore, tmp_path: Path) -> None:
    owe(store, words="Überweisung für 日本 🎉 " * 12)
    khal, file = Khal(tmp_path), tmp_path / "desk.ics"
    write_file(file, events(store, DAY))
    khal.run("import", "--batch", "-a", "desk", str(file))
    once = khal.listed("2026-11-21", "400d")
    khal.run("import", "--batch", "-a", "desk", str(file))
    assert khal.listed("2026-11-21", "400d") == once
    assert len(once) == 3


class Khal:
    """A calendar program with one calendar, which is a folder."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "calendar"
        self.folder.mkdir()
        self._settings = place / "khal.conf"
        day, hour = "%Y-%m-%d", "%H:%M"
        self._settings.write_text(
            f"[calendars]\n[[desk]]\npath = {self.folder}\ntype = calendar\n"
            f"[sqlite]\npath = {place / 'khal.db'}\n"
            f"[locale]\ntimeformat = {hour}\ndateformat = {day}\nlongdateformat = {day}\n"
            f"datetimeformat = {day} {hour}\nlongdatetimeformat = {day} {hour}\n"
            "default_timezone = Asia/Kolkata\nlocal_timezone = Asia/Kolkata\n"
        )

    def run(self, *arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("khal")), "-c", str(self._settings), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout

    def listed(self, begin: str, span: str) -> list[str]:
        told = self.run("list", "--day-format", "", "--format", "{start-date} {title}", begin, span)
        return [line for line in told.splitlines() if line]


@given(words=st.text(min_size=1, max_size=300))
def test_no_line_is_longer_than_the_standard_allows_and_nothing_is_lost(words: str) -> None:
    shown = Event("commitment-1-20261121@crm-tui", words, words, "promise", DAY, None, False, DAY, 0)
    content = as_calendar([shown])
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    [entry] = Calendar.from_ical(content.decode()).walk("VEVENT")
    # a control character is shown as a symbol: only letters and digits are sure to stay as they are
    assert [one for one in entry["SUMMARY"] if one.isalnum()] == [one for one in words if one.isalnum()]


def test_a_folder_changes_only_where_the_desk_did(store: MemoryStore, tmp_path: Path) -> None:
    one, _ = owe(store), owe(store, words="Another")
    (tmp_path / "mine.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert write_folder(tmp_path, events(store, DAY)) == (4, 0)
    assert write_folder(tmp_path, events(store, DAY)) == (0, 0)
    store.put(one.model_copy(update={"status": Status.KEPT, "settled_on": DAY}))
    assert write_folder(tmp_path, events(store, DAY)) == (0, 1)
    assert len(list(tmp_path.iterdir())) == 4
    assert (tmp_path / "mine.ics").exists()


def test_another_programs_file_is_not_replaced(store: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    file.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    with pytest.raises(AlreadyThere, match="is there already"):
        write_file(file, events(store, DAY))
    assert write_file(file, events(store, DAY), force=True)
    assert not write_file(file, events(store, DAY))
    owe(store)
    assert write_file(file, events(store, DAY))
