"""Style sheets are parsed once for all the apps that the tests start: as an app does for its own screens."""

from textual.css.model import RuleSet
from textual.css.stylesheet import CSSLocation, Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def parse_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """The rules of a style sheet: they follow from its text, its place and the theme, and nothing alters them."""
    asked = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (*asked, *sorted(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, *asked)
    return _parsed[key]
