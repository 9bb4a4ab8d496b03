"""The arguments of ``crm-tui store`` and of each thing it does, with help and an example."""

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from crm_tui.cli.command import Commands, add_format, new_command
from crm_tui.cli.long_commands import OPERATIONS, let_be_stopped
from crm_tui.domain.text import quoted

_ANCHOR = re.compile(r"(?P<seq>[1-9][0-9]{0,11}):(?P<hash>[0-9a-fA-F]{16,64})")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def add_operations(commands: Commands) -> None:
    """What can be done with the store."""
    _add_verify(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_history(commands)
    _add_fold(commands)
    _add_redact(commands)
    _add_stats(commands)
    _add_settling(commands)
    let_be_stopped(commands, OPERATIONS)


def _add_verify(commands: Commands) -> None:
    one = _operation(
        commands,
        "verify",
        "check the whole log, the file made from it, its index, the records and whom they name, and the papers, while "
        "others work; the last line is an anchor to be noted where nobody who uses the store can write (exit 0: sound, "
        "1: something is wrong, 2: a problem)",
        "crm-tui store verify --format json",
    )
    one.add_argument(
        "--anchor",
        metavar="SEQ:HASH",
        type=_anchor,
        action="append",
        default=[],
        help="a commit as it was noted before; may be given several times",
    )


def _add_backup(commands: Commands) -> None:
    one = _operation(
        commands,
        "backup",
        "copy the store and its papers into a new folder in DIR while others work, check the copy, and keep the last "
        "one of 7 days, 5 weeks and 12 months (exit 0: made, 1: the copy is not sound and was not kept, 2: a problem)",
        "crm-tui store backup /backup/desk",
    )
    one.add_argument("folder", metavar="DIR", help="the folder of the backups; it is made if it is missing")


def _add_restore(commands: Commands) -> None:
    one = _operation(
        commands,
        "restore",
        "make the store of a backup anew at --store, check it, and only then put it in its place "
        "(exit 0: done, 2: a problem, and nothing was changed)",
        "crm-tui store restore /backup/desk --at 2026-11-21T17:30 --store new/desk.json",
    )
    one.add_argument("folder", metavar="DIR", help="a backup, or the folder of the backups for the last one")
    one.add_argument(
        "--at",
        metavar="SEQ|TIME",
        type=_moment,
        help="as of this commit, or this time here, such as 2026-11-21T17:30 (a day alone: its end); else the last",
    )
    one.add_argument(
        "--replace", action="store_true", help="have it take the place of the store that is there, which is put aside"
    )
    one.add_argument(
        "--keep-later",
        action="store_true",
        help="with --replace: keep what was saved there since the backup was made, if the log is sound from there on",
    )


def _add_history(commands: Commands) -> None:
    one = _operation(
        commands,
        "history",
        "print who changed a record when and why, before and after (exit 0: found, 1: no commit names it, "
        "2: a problem)",
        "crm-tui store history deals 12",
    )
    _add_record(one)


def _add_fold(commands: Commands) -> None:
    _operation(
        commands,
        "fold",
        "bring the store's plain file up to date with its log, for those who read it (exit 0: done, 2: a problem)",
        "crm-tui store fold",
    )


def _add_redact(commands: Commands) -> None:
    one = _operation(
        commands,
        "redact",
        "erase a record, or fields of it, from every version in the log, which is written anew and keeps who did it "
        "and why; it says where the words still stand; backups are not touched (exit 0: done, 2: a problem, and "
        "nothing was changed)",
        'crm-tui store redact customers 7 --person --why "erasure asked for"\n'
        '  crm-tui store redact customers 7 --field name --why "erasure asked for" --everywhere',
    )
    _add_record(one)
    one.add_argument(
        "--field",
        metavar="NAME",
        action="append",
        default=[],
        help="a field to be blanked; may be given several times; else all of the record goes",
    )
    one.add_argument(
        "--person",
        action="store_true",
        help="blank all that is personal of a customer and of what belongs to them, in every table, and remove the "
        "papers of their deals; numbers, days, stages and amounts stay",
    )
    one.add_argument(
        "--everywhere",
        action="store_true",
        help="blank the words of these fields, or the names and numbers of the person, wherever else they stand in "
        "records, not in papers",
    )
    one.add_argument("--why", metavar="REASON", type=_reason, required=True, help="the reason, which is kept")


def _add_stats(commands: Commands) -> None:
    _operation(commands, "stats", "print how large the store is (exit 0: done, 2: a problem)", "crm-tui store stats")


def _add_settling(commands: Commands) -> None:
    _operation(
        commands,
        "adopt",
        "take what another program wrote into the store's plain file as a commit, if this program can read each record "
        "(exit 0: done, 2: a problem, and nothing was changed)",
        "crm-tui store adopt",
    )
    _operation(
        commands,
        "discard",
        "drop what another program wrote into the store's plain file, which is put aside (exit 0: done, 2: a problem)",
        "crm-tui store discard",
    )


def _operation(commands: Commands, name: str, says: str, example: str) -> argparse.ArgumentParser:
    one = new_command(commands, name, _running(name), says, example)
    add_format(one, "text", "json")
    return one


def _running(name: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        from crm_tui.cli import store

        done: int = getattr(store, name)(arguments)
        return done

    return run


def _add_record(one: argparse.ArgumentParser) -> None:
    one.add_argument("table", metavar="TABLE", help="such as customers, deals, commitments, interactions or documents")
    one.add_argument("id", metavar="ID", type=_number, help="its number")


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{quoted(text)} is not the number of a record")
    return int(text)


def _reason(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say why in a few words, which are kept")
    return text.strip()


def _anchor(text: str) -> tuple[int, str]:
    found = _ANCHOR.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"{quoted(text)} is not an anchor: type it as verify printed it, such as 7:9f86d081…"
        )
    return int(found["seq"]), found["hash"]


def _moment(text: str) -> Any:
    if _NUMBER.fullmatch(text) and len(text) < 13:
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            moment = datetime.combine(moment, time.max)
        # a time without a zone is one of this place
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{quoted(text)} is neither the number of a commit nor a time such as 2026-11-21T17:30"
        ) from None
