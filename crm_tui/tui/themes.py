"""The themes of the desk: the sixteen colours of the terminal itself, readable on every usual palette of them.

On the palettes of xterm, the Linux console, PuTTY, Windows and GNOME the text of each has a contrast of 4.5 to 1 or
more (WCAG 2.2, 1.4.3), of the two strong ones 7 to 1 (1.4.6). On a dark ground that leaves the bright colours but blue
and magenta; on a light one blue, red and magenta. What a colour means, a word and a sign beside it say as well.
"""

from dataclasses import dataclass

from textual.theme import BUILTIN_THEMES, Theme


@dataclass(frozen=True, slots=True)
class Roles:
    """What each colour is for; all that is painted is one of these."""

    dark: bool
    """Whether the terminal's own ground is dark."""

    good: str
    """Kept, matches, may be signed."""

    bad: str
    """Late, contradicted, stops a signature."""

    caution: str
    """To be looked at."""

    news: str
    """Headings, keys, what is to come."""

    frame: str
    """Rules between the parts of a screen."""

    text: str = "ansi_default"
    """All other words."""

    ground: str = "ansi_default"
    """What they stand on."""

    chosen: str = "ansi_black"
    """The text of what is chosen."""

    chosen_ground: str = "ansi_white"
    """What that stands on."""


def painted(name: str, roles: Roles) -> Theme:
    """The theme that paints these colours."""
    return Theme(
        name=name,
        ansi=True,
        dark=roles.dark,
        primary=roles.news,
        secondary=roles.news,
        warning=roles.caution,
        error=roles.bad,
        success=roles.good,
        accent=roles.news,
        foreground=roles.text,
        background=roles.ground,
        surface=roles.ground,
        panel=roles.ground,
        boost=roles.ground,
        variables=BUILTIN_THEMES["ansi-dark" if roles.dark else "ansi-light"].variables
        | {
            "text-muted": roles.text,
            "text-disabled": roles.text,
            "border": roles.news,
            "border-blurred": roles.frame,
            "block-cursor-foreground": roles.chosen,
            "block-cursor-background": roles.chosen_ground,
            "input-cursor-text-style": "reverse",
            "input-selection-foreground": roles.chosen,
            "input-selection-background": roles.chosen_ground,
            "screen-selection-foreground": roles.chosen,
            "screen-selection-background": roles.chosen_ground,
            "scrollbar": roles.frame,
            "scrollbar-hover": roles.frame,
            "scrollbar-active": roles.frame,
            "scrollbar-background": roles.ground,
            "scrollbar-background-hover": roles.ground,
            "scrollbar-background-active": roles.ground,
            "scrollbar-corner-color": roles.ground,
            "footer-key-foreground": roles.news,
        },
    )


ROLES = {
    "desk": Roles(
        dark=True,
        good="ansi_bright_green",
        bad="ansi_bright_red",
        caution="ansi_bright_yellow",
        news="ansi_bright_cyan",
        frame="ansi_white",
    ),
    "desk-light": Roles(
        dark=False,
        good="ansi_blue",
        bad="ansi_red",
        caution="ansi_magenta",
        news="ansi_blue",
        frame="ansi_black",
        chosen="ansi_bright_white",
        chosen_ground="ansi_blue",
    ),
    # whatever the terminal's own colours are
    "contrast-dark": Roles(
        dark=True,
        good="ansi_bright_cyan",
        bad="ansi_bright_yellow",
        caution="ansi_bright_yellow",
        news="ansi_bright_white",
        frame="ansi_bright_white",
        text="ansi_bright_white",
        ground="ansi_black",
        chosen="ansi_black",
        chosen_ground="ansi_bright_white",
    ),
    "contrast-light": Roles(
        dark=False,
        good="ansi_black",
        bad="ansi_blue",
        caution="ansi_blue",
        news="ansi_black",
        frame="ansi_black",
        text="ansi_black",
        ground="ansi_bright_white",
        chosen="ansi_bright_white",
        chosen_ground="ansi_black",
    ),
    # good, bad and caution: of all triples that are bright enough, the one that looks least alike to any eye
    "safe-dark": Roles(
        dark=True,
        good="ansi_bright_cyan",
        bad="ansi_bright_red",
        caution="ansi_bright_yellow",
        news="ansi_bright_white",
        frame="ansi_white",
    ),
    "safe-light": Roles(
        dark=False,
        good="ansi_blue",
        bad="ansi_red",
        caution="ansi_black",
        news="ansi_black",
        frame="ansi_black",
        chosen="ansi_bright_white",
        chosen_ground="ansi_blue",
    ),
}
"""By the names that ``theme_names`` tells of."""

THEMES = tuple(painted(name, roles) for name, roles in ROLES.items())
"""What the desk adds to Textual's own themes."""
