"""The time as the store notes it. People read it; nothing relies on it."""

from datetime import UTC, datetime


def utc_now() -> str:
    """Now, such as 2026-11-21T22:17:40Z."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
