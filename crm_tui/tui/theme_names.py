"""The colours that can be chosen, by name; no Textual is needed to know them."""

USUAL, USUAL_LIGHT = "desk", "desk-light"
"""What is painted where nobody chose: the second on a terminal that says it is a light one."""

THEMES = {
    USUAL: "the sixteen colours of the terminal, for a dark one",
    USUAL_LIGHT: "the same for a light one",
    "contrast-dark": "white on black, the strongest contrast",
    "contrast-light": "black on white, the strongest contrast",
    "safe-dark": "told apart by every eye, no red beside green, for a dark one",
    "safe-light": "the same for a light one",
}
"""Each with what it is for."""
