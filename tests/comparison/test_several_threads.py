"""Several threads of one process that compare for the first time at once find what one alone would have found."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__)

# each thread begins before any other has read the vocabulary: only a fresh process can show what comes of that
_AT_ONCE = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor

sys.setswitchinterval(1e-6)
sys.path.insert(0, sys.argv[1])
from conftest import beside
from crm_tui.comparison.kinds import installed

threads = int(sys.argv[2])
gate = threading.Barrier(threads)

def compared(_):
    gate.wait()
    known = installed()
    return id(known), beside(
        "8.4 fixed for 3 years, no PF, part payment free, insurance not needed",
        '''Home loan sanction letter
Rate of interest 8.65 % p.a., linked to the repo rate
Processing fee: 0.5 % of the loan
Prepayment charges: 2 % of what is prepaid
Insurance of the property is compulsory''',
    ).model_dump_json()

with ThreadPoolExecutor(threads) as pool:
    found = list(pool.map(compared, range(threads)))
print(len({one for one, _ in found}))
print(*sorted({text for _, text in found}), sep="\\n")
"""


def _found(threads: int) -> tuple[str, ...]:
    done = subprocess.run(
        [sys.executable, "-c", _AT_ONCE, str(HERE.parent), str(threads)], capture_output=True, text=True, check=True
    )
    return tuple(done.stdout.splitlines())


def test_threads_that_begin_at_once_share_one_vocabulary_and_one_result() -> None:
    alone, *others = _found(1), *(_found(8) for _ in range(2))
    assert alone[0] == "1"
    assert others == [alone] * 2
