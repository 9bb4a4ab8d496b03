"""Who works here and by which rules, from the command line."""

import json
from datetime import date
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.cli import store as store_commands
from crm_tui.domain.staff import Member, Role
from crm_tui.store.desk_store import TinyStore


@pytest.fixture
def claimed(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "login", lambda: "asha")
    with TinyStore(store).transaction() as now:
        now.add(Member(login="asha", name="Asha Kulkarni", roles=(Role.ADMIN,), since=date(2026, 1, 5)))
        now.add(Member(login="ravi", roles=(Role.CHECKER,), since=date(2026, 1, 5)))
    return store


def test_the_first_admin_is_named_even_of_a_store_that_is_yet_to_begin(run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "desk.json"
    assert "nobody" not in run("staff", "--store", path, "--first-admin", "asha").out.lower()
    assert [one.roles for one in TinyStore(path).find(Member)] == [(Role.ADMIN,)]
    again = run("staff", "--store", path, "--first-admin", "ravi")
    assert (again.code, again.err) == (2, "crm-tui: asha is admin already: nothing was changed\n")


@pytest.mark.parametrize("login", ["nobody-here", "asha Rao"])
def test_a_first_admin_who_could_never_log_in_is_refused(run, store: Path, login: str) -> None:
    ran = run("staff", "--store", store, "--first-admin", login)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert TinyStore(store).find(Member) == []


def test_a_store_without_staff_says_how_to_begin(run, store: Path) -> None:
    assert "crm-tui staff --first-admin LOGIN" in run("staff", "--store", store).out
    refused = run("rules", "--store", store, "--starter", "bank")
    assert (refused.code, refused.err) == (
        2,
        "crm-tui: nobody is admin of this store yet: name one first (crm-tui staff --first-admin LOGIN)\n",
    )


def test_somebody_is_taken_on_the_list_changed_and_leaves(run, claimed: Path) -> None:
    new = run("staff", "--store", claimed, "--login", "lata", "--name", "Lata Rao", "--trainee-under", "ravi")
    assert "lata  Lata Rao; trainee under ravi; since 2026-11-21\n" in new.out
    assert "lata  Lata Rao; supervisor, checker; since 2026-11-21\n" in (
        run("staff", "--store", claimed, "--login", "lata", "--not-trainee", "--roles", "supervisor, Checker").out
    )
    run("staff", "--store", claimed, "--login", "lata", "--since", "2026-11-02", "--left", "yesterday")
    assert "lata" not in run("staff", "--store", claimed).out
    found = json.loads(run("staff", "--store", claimed, "--all", "--format", "json").out)["staff"]
    assert [(one["login"], one["left_on"]) for one in found][-1] == ("lata", "2026-11-20")


@pytest.mark.parametrize(
    ("was", "change"),
    [
        pytest.param(["--trainee-under", "ravi"], ["--roles", "checker"], id="a trainee is named checker"),
        pytest.param(["--roles", "checker"], ["--trainee-under", "ravi"], id="a checker is named trainee"),
        pytest.param([], ["--roles", "checker", "--trainee-under", "ravi"], id="both at once"),
    ],
)
def test_neither_a_role_nor_a_traineeship_ends_in_silence(
    run, claimed: Path, was: list[str], change: list[str]
) -> None:
    run("staff", "--store", claimed, "--login", "lata", *was)
    before = TinyStore(claimed).find(Member, login="lata")
    ran = run("staff", "--store", claimed, "--login", "lata", *change)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "lata can't be a trainee and checker" in ran.err
    assert TinyStore(claimed).find(Member, login="lata") == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            ["--login", "ravi", "--trainee-under", "ravi", "--roles", "desk officer"],
            "nobody is their own supervisor: name somebody else: nothing was saved",
            id="their own supervisor",
        ),
        pytest.param(
            ["--login", "ravi", "--roles", "auditor, checker"],
            "an auditor only reads: no other role goes with it: nothing was saved",
            id="an auditor with another role",
        ),
        pytest.param(
            ["--login", "ravi", "--left", "2026-01-04"],
            "ravi came on 2026-01-05: give that day or a later one, or leave it empty",
            id="left before they came",
        ),
        pytest.param(
            ["--name", "Ravi Patil"], "--name needs --login or --first-admin: say whom", id="a name of nobody"
        ),
    ],
)
def test_what_can_not_be_is_told_in_one_line_and_not_saved(run, claimed: Path, change: list[str], told: str) -> None:
    before = TinyStore(claimed).find(Member)
    ran = run("staff", "--store", claimed, *change)
    assert (ran.code, ran.err) == (2, f"crm-tui: {told}\n")
    assert TinyStore(claimed).find(Member) == before


def test_a_manager_is_a_branch_manager(run, claimed: Path) -> None:
    assert "lata  branch manager" in run("staff", "--store", claimed, "--login", "lata", "--roles", "Manager").out


def test_what_is_not_named_stays(run, claimed: Path) -> None:
    run("staff", "--store", claimed, "--login", "lata", "--trainee-under", "ravi")
    run("staff", "--store", claimed, "--login", "lata", "--roles", "desk officer", "--name", "Lata Rao")
    (lata,) = TinyStore(claimed).find(Member, login="lata")
    assert (lata.trainee, lata.supervisor, lata.name) == (True, "ravi", "Lata Rao")
    run("staff", "--store", claimed, "--login", "lata", "--not-trainee")
    (lata,) = TinyStore(claimed).find(Member, login="lata")
    assert (lata.trainee, lata.supervisor, lata.roles) == (False, "", (Role.DESK_OFFICER,))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--roles", "checker"], "--roles needs --login: say whom"),
        (["--login", "lata rao"], "'lata rao' is no login, as there is a blank in it"),
        (["--login", "lata", "--roles", "boss"], "'boss' is not a role"),
        (["--login", "asha", "--roles", "checker"], "somebody must stay admin"),
        (["--login", "lata", "--since", "someday"], "'someday' is not a day"),
        (["--login", "ravi", "--roles", "auditor, checker"], "an auditor only reads: no other role goes with it"),
    ],
)
def test_what_can_not_be_is_refused_in_one_line(run, claimed: Path, arguments: list[str], why: str) -> None:
    ran = run("staff", "--store", claimed, *arguments)
    assert ran.code == 2
    assert why in ran.err
    assert ran.err.count("\n") == 1


def test_who_may_not_change_is_told_who_may(run, claimed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "login", lambda: "ravi")
    for arguments in (["staff", "--login", "lata"], ["rules", "--set", "minimum_days=1"]):
        ran = run(*arguments, "--store", claimed)
        assert ran.code == 2
        assert ran.err.endswith("takes a branch manager or admin: ask Asha Kulkarni\n")


def test_the_rules_are_shown_set_and_kept_by_version(run, claimed: Path) -> None:
    assert run("rules", "--store", claimed).out.startswith("The usual rules, which nobody has changed\n")
    ran = run("rules", "--store", claimed, "--set", "minimum days=5", "--set", "holidays=26 jan", "--why", "agreed")
    assert ran.out.startswith("Version 1 by asha on 2026-11-21: agreed\n")
    assert "minimum_days              5\n" in ran.out
    run("rules", "--store", claimed, "--starter", "bank")
    listed = run("rules", "--store", claimed, "--versions").out
    assert "Version 2 by asha on 2026-11-21: the starter set bank\n" in listed
    assert "  minimum_days: 5 → 3\n" in listed
    first = json.loads(run("rules", "--store", claimed, "--version-number", 1, "--format", "json").out)
    assert (first["version"], first["minimum_days"], first["holidays"]) == (1, 5, ["2027-01-26"])
    versions = json.loads(run("rules", "--store", claimed, "--versions", "--format", "json").out)["versions"]
    assert [one["changed"] for one in versions][1] == ["minimum_days", "holidays"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--set", "colour=red"], "sets no rule: type RULE=VALUE with one of minimum_days"),
        (["--set", "minimum_days=soon"], "minimum_days: 'soon' is not a number of days"),
        (["--set", "minimum_days=3"], "nothing differs from the rules in force"),
        (["--set", "tolerance_classes=x: zero: loan.nonsense"], "no pack knows loan.nonsense"),
        (["--starter", "bakery"], "no starter set is called 'bakery': choose bank, grocer, insurance"),
        (["--version-number", "7"], "there is no version 7 of the ground rules: the newest is 0"),
    ],
)
def test_rules_that_can_not_be_are_refused_in_one_line(run, claimed: Path, arguments: list[str], why: str) -> None:
    ran = run("rules", "--store", claimed, *arguments)
    assert ran.code == 2
    assert why in ran.err


def test_the_starter_sets_are_listed(run) -> None:
    assert run("rules", "--starters").out.splitlines()[0] == "bank        A bank: loans, deposits, cards"
    found = json.loads(run("rules", "--starters", "--format", "json").out)["starters"]
    assert [one["name"] for one in found] == ["bank", "grocer", "insurance", "services", "telecom"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["staff", "--login", "lata"],
        ["rules", "--starter", "bank"],
        ["promise", "8.4", "--customer", "meera"],
        ["store", "redact", "customers", "1", "--why", "asked"],
        ["store", "adopt"],
        ["store", "discard"],
    ],
    ids=" ".join,
)
def test_an_auditor_changes_nothing_by_any_command(run, claimed: Path, arguments: list[str], monkeypatch) -> None:
    with TinyStore(claimed).transaction() as now:
        now.add(Member(login="meena", roles=(Role.AUDITOR,), since=date(2026, 1, 5)))
    monkeypatch.setattr(bootstrap, "login", lambda: "meena")
    monkeypatch.setattr(store_commands, "login", lambda: "meena")
    before = TinyStore(claimed).version()
    ran = run(*arguments, "--store", claimed)
    assert ran.code == 2
    assert ran.err == "crm-tui: an auditor only reads: nothing can be saved\n" or "takes a branch manager" in ran.err
    assert TinyStore(claimed).version() == before


@pytest.mark.parametrize(
    ("arguments", "doing"),
    [
        pytest.param(["restore", "BACKUP", "--replace"], "restoring a backup over a store", id="restore"),
        pytest.param(
            ["redact", "customers", "1", "--field", "name", "--why", "asked"], "erasing what was kept", id="redact"
        ),
        pytest.param(["adopt"], "taking over what another program wrote", id="adopt"),
    ],
)
def test_what_goes_past_the_rules_takes_who_may_change_them(
    run, claimed: Path, tmp_path: Path, arguments: list[str], doing: str, monkeypatch
) -> None:
    run("store", "backup", tmp_path / "kept", "--store", claimed)
    before = TinyStore(claimed).version()
    arguments = [str(tmp_path / "kept") if one == "BACKUP" else one for one in arguments]
    monkeypatch.setattr(store_commands, "login", lambda: "ravi")
    ran = run("store", *arguments, "--store", claimed)
    assert (ran.code, ran.err) == (2, f"crm-tui: {doing} takes a branch manager or admin: ask Asha Kulkarni\n")
    assert TinyStore(claimed).version() == before
    monkeypatch.setattr(store_commands, "login", lambda: "asha")
    assert run("store", *arguments, "--store", claimed).code == 0


def test_a_backup_is_restored_elsewhere_by_anybody(run, claimed: Path, tmp_path: Path, monkeypatch) -> None:
    run("store", "backup", tmp_path / "kept", "--store", claimed)
    monkeypatch.setattr(store_commands, "login", lambda: "ravi")
    assert run("store", "restore", tmp_path / "kept", "--store", tmp_path / "away" / "desk.json").code == 0


def test_anybody_can_be_in_a_team(run, claimed: Path) -> None:
    run("staff", "--store", claimed, "--login", "meena")
    told = run("staff", "--store", claimed, "--login", "ravi", "--supervisor", "meena").out
    assert "ravi   checker; supervised by meena; since 2026-01-05" in told
    assert "supervised by" not in run("staff", "--store", claimed, "--login", "ravi", "--supervisor", "-").out
    ran = run("staff", "--store", claimed, "--login", "ravi", "--supervisor", "nobody")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
