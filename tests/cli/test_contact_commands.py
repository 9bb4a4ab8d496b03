"""What customers allow, on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_consent_is_given_used_taken_back_and_taken_down(run: Run, store: Path) -> None:
    def consent(*arguments: str) -> tuple[int, str]:
        done = run("--store", store, "consent", "meera", *arguments)
        return done.code, done.out + done.err

    assert consent() == (0, "Meera Joshi: nothing is known of what they allow\n")
    code, told = consent("--give", "publish-name", "--how", "signed form 12", "--on", "2026-11-02")
    assert (code, "publish name: given on 2026-11-02 (signed form 12)" in told) == (0, True)
    assert consent("--used", "publish-name", "spring leaflet, page 3")[0] == 0
    code, told = consent("--take-back", "publish-name", "--how", "she rang")
    assert (code, "spring leaflet, page 3, since 2026-11-21: to take down" in told) == (1, True)
    code, told = consent("--taken-down", "Leaflet")
    assert (code, "spring leaflet, page 3, since 2026-11-21: taken down on 2026-11-21" in told) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--give", "greetings"], "say how they said it: add --how TEXT"),
        (["--how", "rang"], "--how goes with --give and --take-back"),
        (["--used", "publish-name", "leaflet"], "Meera Joshi does not allow to publish name: record that first"),
        (["--used", "hats", "leaflet"], "'hats' is nothing that is allowed: name one of contact, greetings"),
        (["--taken-down", "leaflet"], "no name or photograph of theirs is used anywhere"),
        (["--give", "greetings", "--channel", "call", "--how", "x"], "a channel belongs to consent to be contacted"),
    ],
)
def test_what_is_refused_says_what_to_do(run: Run, store: Path, arguments: list[str], told: str) -> None:
    refused = run("--store", store, "consent", "meera", *arguments)
    assert refused.code == 2
    assert told in refused.err


def test_they_are_printed_as_json(run: Run, store: Path) -> None:
    run("--store", store, "consent", "meera", "--take-back", "contact", "--channel", "call", "--how", "she rang")
    printed = run("--store", store, "consent", "meera", "--format", "json")
    [one] = json.loads(printed.out)["consents"]
    assert (one["purpose"], one["channel"], one["withdrawn_on"]) == ("contact", "call", "2026-11-21")


def test_an_announcement_is_counted_and_then_sent(run: Run, store: Path) -> None:
    def announce(*arguments: str) -> tuple[int, str]:
        done = run("--store", store, "announce", *arguments)
        return done.code, done.out + done.err

    assert announce("--words", "News") == (1, "It goes to 0 of 2 (2 without consent)\n")
    run("--store", store, "consent", "meera", "--give", "announcements", "--how", "on the form")
    assert announce("--words", "News", "--business", "loan")[1].splitlines() == [
        "It goes to 1 of 1",
        "  Meera Joshi",
        "Nothing is saved: --send logs it",
    ]
    assert announce("--words", "Dear {name}", "--send") == (0, "Told\n")
    assert "told so today already" in announce("--words", "Dear {name}", "--send")[1]
    code, told = announce("--send")
    assert (code, "say what is announced" in told) == (2, True)
    code, told = announce("--template", "diwali")
    assert (code, "no template is called 'diwali': the settings have none yet" in told) == (2, True)
