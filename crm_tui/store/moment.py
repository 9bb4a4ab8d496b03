"""The time as the store notes it. People read it; nothing relies on it."""

import time


def utc_now() -> str:
    """Now, such as 2026-11-21T22:17:40Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
