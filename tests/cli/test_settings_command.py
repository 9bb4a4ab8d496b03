"""``crm-tui settings``: what the firm calls things, and what it begins with."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def claimed(store: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("crm_tui.bootstrap.login", lambda: "asha")
    assert run("staff", "--store", store, "--first-admin", "asha").code == 0
    return store


def test_the_words_are_set_shown_and_spoken(claimed: Path, run: Run) -> None:
    changed = run(
        *("settings", "--store", claimed, "--set", "firm=Corner Shop", "--set", "label=client"),
        *(
            "--set",
            "stage proposal=Quote",
            "--festival",
            "Diwali: 8 nov 2026 in Pune",
            "--message",
            "thanks: Dear {name}",
        ),
    )
    assert changed.code == 0
    shown = run("settings", "--store", claimed).out
    for line in (
        "Corner Shop",
        "client, clients",
        "Quote (usually Proposal)",
        "Diwali: 8 Nov 2026 in Pune",
        "Dear {name}",
    ):
        assert line in shown
    kept = json.loads(run("settings", "--store", claimed, "--format", "json").out)
    assert (kept["label"], kept["labels"], kept["stages"][2]["name"]) == ("client", "clients", "Quote")
    assert "individual client" in run("brief", "--store", claimed, "Meera Joshi").out
    assert run("settings", "--store", claimed, "--drop-festival", "diwali", "--drop-message", "thanks").code == 0
    assert "Diwali" not in run("settings", "--store", claimed).out


def test_what_a_set_changes_is_shown_first_and_asked_for_at_a_desk_in_use(claimed: Path, run: Run) -> None:
    would = run("settings", "--store", claimed, "--starter", "grocer", "--dry-run")
    assert "would change" in would.out
    assert run("settings", "--store", claimed, "--starter", "grocer").code == 0
    refused = run("settings", "--store", claimed, "--starter", "bank")
    assert (refused.code, "add --yes" in refused.err) == (2, True)
    assert "Went elsewhere → Lost" in refused.out
    assert "Asked" in run("settings", "--store", claimed).out
    assert run("settings", "--store", claimed, "--starter", "bank", "--yes").code == 0
    assert "Sanctioned" in run("settings", "--store", claimed).out


def test_who_may_not_change_them_is_told_who_may(claimed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.bootstrap.login", lambda: "ravi")
    refused = run("settings", "--store", claimed, "--set", "label=client")
    assert (refused.code, refused.err) == (
        2,
        "crm-tui: changing the settings takes a branch manager or admin: ask asha\n",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--set", "label"], "'label' sets nothing: type NAME=VALUE"),
        (["--set", "stage foo=x"], "no stage is called 'foo'"),
        (
            ["--message", "odd: Dear {nam}, {0} {firm"],
            "{nam}, {0} and a brace that stands alone can't be filled in: use {name}",
        ),
        (
            ["--set", "label=cl\x1b[31mient"],
            "label: 'cl␛[31mient' has letters that can't be shown: type it without them",
        ),
        (["--set", "firm=Corner\u202eShop"], "firm: 'Corner�Shop' has letters that can't be shown"),
        (["--set", "stage needs=Li\x07st"], "stage Needs: 'Li␇st' has letters that can't be shown"),
        (["--message", "o\x1bdd: Dear {name}"], "message: 'o␛dd' has letters that can't be shown"),
        (["--festival", "Di\x1bwali: 8 nov"], "festival: 'Di␛wali' has letters that can't be shown"),
        (["--drop-message", "thanks"], "no message is called"),
        (["--starter", "bakery"], "no starter set is called 'bakery'"),
    ],
)
def test_a_slip_is_refused_in_one_line(claimed: Path, run: Run, arguments: list[str], told: str) -> None:
    refused = run("settings", "--store", claimed, *arguments)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert told in refused.err


def test_a_set_says_that_the_firm_has_still_to_be_named(claimed: Path, run: Run) -> None:
    told = "Still to be set, as messages ask for it: the firm's name (crm-tui settings --set firm=NAME)"
    for more in (["--dry-run"], []):
        begun = run("settings", "--store", claimed, "--starter", "grocer", *more)
        assert told in " ".join(begun.out.split())
    assert run("settings", "--store", claimed, "--set", "firm=Corner Shop").code == 0
    assert "Still" not in run("settings", "--store", claimed, "--starter", "telecom", "--yes").out


def test_what_a_message_lacks_is_said_with_the_count_and_how_it_is_set(claimed: Path, run: Run) -> None:
    assert run("settings", "--store", claimed, "--starter", "grocer").code == 0
    given = run("consent", "--store", claimed, "meera", "--give", "announcements", "--how", "on the form")
    assert given.code == 0
    unnamed = "crm-tui: {firm} is asked for, and the firm has no name yet: crm-tui settings --set firm=NAME, or key ,\n"
    for more in ([], ["--send"]):
        for words, told in (
            (["--template", "fresh today"], unnamed),
            (["--words", "Dear {nam}"], "crm-tui: {nam} can't be filled in: use {name}, {owner}, {firm}\n"),
            (
                ["--words", "Happy {occasion}"],
                "crm-tui: nobody knows {occasion} in an announcement: use {name}, {owner}, {firm}\n",
            ),
        ):
            refused = run("announce", "--store", claimed, *words, *more)
            assert (refused.code, refused.err) == (2, told)
    assert run("settings", "--store", claimed, "--set", "firm=Corner Shop").code == 0
    assert run("announce", "--store", claimed, "--template", "fresh today", "--send").out == "Told\n"
