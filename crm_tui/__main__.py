"""Where the program begins: ``crm-tui``, and ``python -m crm_tui``, which is the same."""

import gc
import os
import signal
import sys
from types import FrameType

_INTERRUPTED = 130


def main() -> int:
    """Run one command and return its exit code. Ctrl-C while the program is loaded ends it in one line."""
    # who began the program may have it ignore Ctrl-C
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if listens:
        signal.signal(signal.SIGINT, _end)
    from crm_tui.cli import main as run

    if listens:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        # all is saved and closed; else the interpreter goes through all that was loaded several times as it ends
        gc.freeze()


def _end(_number: int, _frame: FrameType | None) -> None:
    # nothing was begun; an exception could be lost in whatever is being imported
    os.write(2, b"crm-tui: stopped before it began\n")
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    sys.exit(main())
