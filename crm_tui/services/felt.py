"""How a customer felt, on a scale of five, in words and out of them."""

FELT = {1: "angry", 2: "unhappy", 3: "so-so", 4: "pleased", 5: "delighted"}
"""What each step means."""


def felt_word(felt: int) -> str:
    """A step as a person reads it: "4 of 5, pleased"."""
    return f"{felt} of 5, {FELT[felt]}"


def felt_line(felt: int | None, words: str) -> str:
    """The step and the words, as far as they are known."""
    return ", ".join(filter(None, (felt_word(felt) if felt is not None else "", words)))


def read_felt(typed: str) -> int | None:
    """A step by its number, its word or the beginning of it; None where nothing is typed.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    words = typed.strip().casefold()
    if not words:
        return None
    number = words.removesuffix("of 5").removesuffix("/5").strip()
    found = [step for step, word in FELT.items() if number == str(step) or (len(words) > 1 and word.startswith(words))]
    if len(found) != 1:
        steps = ", ".join(f"{step} {word}" for step, word in FELT.items())
        raise ValueError(f"type a number: {steps}; or leave it empty")
    return found[0]
