"""Days as a customer reads them."""

from datetime import date


def in_words(day: date) -> str:
    """``12 November 2026``."""
    return f"{day.day} {day:%B %Y}"
