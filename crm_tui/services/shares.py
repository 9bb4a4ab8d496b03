"""A number as a part of another one, told in whole steps."""


def share(count: int, of: int, steps: int = 100) -> int:
    """How many of so many steps, rounded down: 199 of 200 are 99 of a hundred, and a half way is not yet there.

    All of them only where it is all; and, where it is anything, at least one.
    """
    return max(steps * count // of, min(count, 1)) if of else 0
