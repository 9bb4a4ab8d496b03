"""The theme of the desk: the sixteen colours of the terminal itself, readable on the smallest of them."""

from textual.theme import BUILTIN_THEMES, Theme

DESK = Theme(
    name="desk",
    ansi=True,
    dark=True,
    primary="ansi_bright_blue",
    secondary="ansi_cyan",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    accent="ansi_bright_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=BUILTIN_THEMES["ansi-dark"].variables
    | {
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "border": "ansi_bright_cyan",
        "border-blurred": "ansi_white",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_white",
        "input-selection-foreground": "ansi_black",
        "scrollbar": "ansi_white",
        "scrollbar-background": "ansi_default",
        "footer-key-foreground": "ansi_bright_cyan",
    },
)
"""For dark terminals, and the default."""

PAPER = Theme(
    name="desk-light",
    ansi=True,
    dark=False,
    primary="ansi_blue",
    secondary="ansi_blue",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_blue",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=BUILTIN_THEMES["ansi-light"].variables
    | {
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "border": "ansi_blue",
        "border-blurred": "ansi_black",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "scrollbar": "ansi_black",
        "scrollbar-background": "ansi_default",
        "footer-key-foreground": "ansi_blue",
    },
)
"""For light terminals."""

THEMES = (DESK, PAPER)
"""What the desk adds to Textual's own themes."""
