"""A session of which the host decides: an SSH server's forced command, with no way to anything but the desk.

The host's own words stand on the command line; what somebody asks for comes in ``SSH_ORIGINAL_COMMAND``, is split
here, run by no shell, and holds only what is listed here.
"""

import argparse
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from textwrap import fill

from crm_tui.cli.command import Parser
from crm_tui.cli.long_commands import PROGRESS, TELLING
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError, NotAllowed
from crm_tui.domain.text import quoted
from crm_tui.services.folders import NOWHERE, Folders
from crm_tui.tui.theme_names import THEMES

ALLOWED: Mapping[str, str] = {
    "promise": "customer new deal due owner dry-run format",
    "done": "on received-by partly broken format",
    "attach": "deal type",
    "review": "print format output force review",
    "sign-off": "why opinion seen",
    "queue": "format",
    "compare": "format pack today",
    "check": "as-of owner team mine only brief say-clean format",
    "kept": "by since as-of cases format",
    "oversold": "term format",
    "insights": "cases format",
    "duplicates": "merge unmerge not-same merged take why dry-run format",
    "refer": "by new owner phone on words",
    "referrals": "format",
    "feedback": "about product customer since record rating from on format",
    "gifts": "mine record value deal for on approve refuse why accepted declined format",
    "won-lost": "since deals format",
    "export": "owner force",
    "search": "format",
    "brief": "format",
    "consent": "give take-back used taken-down channel how on format",
    "announce": "words template place kind business owner member channel send format",
    "packs": "kinds check install remove show learnt learn term drop",
    "handover": "customer deal book to why mine all format output force seen",
    "staff": "all first-admin login name roles supervisor trainee-under not-trainee since left format",
    "settings": "set festival message drop-festival drop-message why starters starter dry-run yes format",
    "rules": "version-number versions starters starter set why format",
}
"""The commands that may be asked for, with their options, without the two dashes: none names a store."""

_OF_SCREENS = (
    *("--help", "-h", "--version", "--plain", "--lean", "--ascii", "--mouse", "--no-mouse"),
    *(f"--theme={name}" for name in THEMES),
)
"""What may be asked of the screens."""

_READ = ("file", "document", "note", "check", "install")
"""Arguments that name files to read."""

_WRITTEN = ("output", "path")
"""Arguments that name what is written."""

_STANDARD = "-"


def parsed(given: Sequence[str], asked: str) -> argparse.Namespace:
    """What was asked for, at the store and between the folders that the host names.

    Raises:
        DeskError: it is not allowed, or can't be understood.
        SystemExit: help was asked for, and shown.
    """
    from crm_tui import bootstrap
    from crm_tui.cli.parser import parsed as understood

    host = _host(given)
    folders = Folders(_folder(host.import_from), _folder(host.export_to))
    words = _words(asked)
    if words:
        _check(words)
    if words and words[0] not in ALLOWED and not {"--help", "-h"}.isdisjoint(words):
        say(_help())
        raise SystemExit(0)
    arguments = understood(["--store", host.store, *words], _options)
    for name in _READ:
        _confine(arguments, name, folders.to_read)
    for name in _WRITTEN:
        _confine(arguments, name, folders.to_write)
    bootstrap.confine(folders)
    return arguments


def _host(given: Sequence[str]) -> argparse.Namespace:
    parser = Parser(prog="crm-tui", allow_abbrev=False, add_help=False)
    parser.add_argument("--restricted", action="store_true")
    parser.add_argument("--store", required=True)
    parser.add_argument("--import-from")
    parser.add_argument("--export-to")
    return parser.parse_args(list(given))


def _folder(named: str | None) -> Path:
    if named is None:
        return NOWHERE
    folder = Path(named)
    if not folder.is_absolute():
        raise DeskError(f"{named}: give the whole path of the folder")
    return folder


def _words(asked: str) -> list[str]:
    if not asked.isprintable():
        raise NotAllowed("there is a character in the command that can't be typed: leave it out")
    try:
        words = shlex.split(asked)
    except ValueError:
        raise NotAllowed("a quotation mark in the command has no end: quote what holds a blank, and no more") from None
    return words[1:] if words[:1] == ["crm-tui"] else words


def _check(words: Sequence[str]) -> None:
    """Refuse what is not listed.

    Raises:
        NotAllowed: with what may be typed.
    """
    command = words[0]
    if _is_of_screens(list(words)):
        return
    if command not in ALLOWED:
        raise NotAllowed(
            f"{quoted(command)} can't be run here: type nothing for the screens, or one of {', '.join(ALLOWED)}"
        )
    options = _options(command)
    for word in words[1:]:
        if word.startswith("-") and word != _STANDARD and word.partition("=")[0] not in options:
            raise NotAllowed(
                f"{quoted(word)} can't be used with {command} here: crm-tui {command} --help shows what can be"
            )


def _options(command: str) -> list[str]:
    own = ALLOWED.get(command, "").split()
    return ["--help", "-h", *(f"--{name}" for name in (*own, *([PROGRESS] if command in TELLING else [])))]


def _help() -> str:
    """What can be typed here, and nothing that is refused."""
    screens = [one for one in _OF_SCREENS if not one.startswith("--theme=")]
    listed = [
        fill(
            f"{name} {' '.join(_options(name)[2:])}",
            80,
            initial_indent="  ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
        for name in ALLOWED
    ]
    look = fill(
        f"usage: crm-tui {' '.join(screens)} --theme NAME", 80, subsequent_indent=" " * 15, break_on_hyphens=False
    )
    return "\n".join(
        [
            look,
            "       crm-tui COMMAND ...",
            "",
            f"themes: {', '.join(THEMES)}",
            "",
            "commands and their options here (each has its own --help):",
            *listed,
        ]
    )


def _is_of_screens(words: list[str]) -> bool:
    while words:
        taken = 2 if words[0] == "--theme" else 1
        if "=".join(words[:taken]) not in _OF_SCREENS:
            return False
        del words[:taken]
    return True


def _confine(arguments: argparse.Namespace, name: str, place: Callable[[Path], Path]) -> None:
    named = getattr(arguments, name, None)
    if isinstance(named, list):
        setattr(arguments, name, [str(place(Path(one))) for one in named])
    elif isinstance(named, str) and named != _STANDARD:
        setattr(arguments, name, str(place(Path(named))))
