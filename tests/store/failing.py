"""A session whose system calls fail: ``python failing.py FOLDER`` saves and folds, and tells what was acknowledged."""

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import journal
from crm_tui.store.database import StoreDB


def main(folder: Path) -> None:
    journal.SEGMENT = 700
    try:
        told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    except OSError:
        return

    def tell(line: str) -> None:
        # the injected fault may fall on this call, and then nothing is told
        with suppress(OSError):
            os.write(told, f"{line}\n".encode())

    (folder / "store").mkdir()
    tell("begun")
    try:
        db = StoreDB(folder / "store" / "desk.json", by="asha")
    except StoreProblem as problem:
        tell(f"refused {problem}")
        return
    for number in range(8):
        try:
            with db.transaction("both tables"):
                db.table("a").insert({"number": number})
                db.table("b").insert({"number": number})
            tell(f"saved {number}")
        except StoreProblem as problem:
            tell(f"refused {problem}")
        if number in (2, 5):
            try:
                db.fold()
            except StoreProblem as problem:
                tell(f"refused {problem}")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Exception:
        (Path(sys.argv[1]) / "fault").write_text(traceback.format_exc())
