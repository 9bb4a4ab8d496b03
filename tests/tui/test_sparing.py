"""What a session does without: looked at in a process of its own, as this one has loaded it long ago."""

import ctypes
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

TEXTUAL = """
import sys
from crm_tui.tui import sparing
sparing.load_asyncio()
import asyncio, textual.app
print("ssl" in sys.modules)
import ssl
print(asyncio.run(asyncio.sleep(0, ssl.OPENSSL_VERSION_NUMBER > 0)))
"""

THREADS = """
import ctypes, sys, threading
from crm_tui.tui import sparing
if "shared" in sys.argv:
    sparing.share_heap()
together = threading.Barrier(3)
def work():
    kept = bytearray(5_000)
    together.wait()
threads = [threading.Thread(target=work) for _ in range(3)]
for one in threads:
    one.start()
for one in threads:
    one.join()
ctypes.CDLL(None).malloc_stats()
"""


def ran(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)


def test_textual_is_loaded_without_encryption_and_who_wants_it_still_can_load_it() -> None:
    told = ran(TEXTUAL)
    assert (told.stdout, told.stderr) == ("False\nTrue\n", "")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="only the GNU C library tells")
def test_threads_take_memory_from_one_heap() -> None:
    assert ran(THREADS).stderr.count("Arena ") > 1
    assert ran(THREADS, "shared").stderr.count("Arena ") == 1
