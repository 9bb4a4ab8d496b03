"""The desk of the screens' tests, and somebody who sits at it."""

from tests.tui.conftest import desk, empty_desk, sit_down, without_waste

__all__ = ["desk", "empty_desk", "sit_down", "without_waste"]
