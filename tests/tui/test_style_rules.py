"""Each source of styles is parsed once, and anew only for other colours."""

from collections import Counter

import pytest
from textual.css import stylesheet as textual_stylesheet
from textual.css.errors import StylesheetError
from textual.css.stylesheet import StylesheetParseError

from crm_tui.tui.style_rules import StyleRules


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was parsed."""
    times: Counter[str] = Counter()
    parse = textual_stylesheet.parse

    def counted(scope: str, css: str, *given: object, **named: object) -> object:
        times[css] += 1
        return parse(scope, css, *given, **named)  # type: ignore[arg-type] # as Textual calls it

    monkeypatch.setattr(textual_stylesheet, "parse", counted)
    return times


def colours(rules: StyleRules) -> list[str]:
    return [rule.styles.color.hex for rule in rules.rules]


def begun(test: str) -> StyleRules:
    rules = StyleRules(variables={"of-a": "red", "of-b": "blue"})
    # the tests of the screens parse no text twice, of whatever stylesheet
    rules.add_source(f"/* {test} */ A {{ color: $of-a; }}", ("a.tcss", ""))
    assert colours(rules) == ["#FF0000"]
    return rules


def test_a_source_that_comes_later_is_the_only_one_that_is_parsed(parsed: Counter[str]) -> None:
    rules = begun("one")
    rules.add_source("/* one */ B { color: $of-b; }", ("b.tcss", ""))
    rules.reparse()
    rules.set_variables({"of-a": "red", "of-b": "blue"})
    rules.reparse()
    assert colours(rules) == ["#FF0000", "#0000FF"]
    assert set(parsed.values()) == {1}


def test_other_colours_are_seen_everywhere(parsed: Counter[str]) -> None:
    rules = begun("two")
    rules.set_variables({"of-a": "lime"})
    rules.reparse()
    assert colours(rules) == ["#00FF00"]
    assert set(parsed.values()) == {2}


def test_where_a_source_is_wrong_the_rules_stay() -> None:
    rules = begun("three")
    rules.add_source("B { color: nothing-like-a-colour; }", ("b.tcss", ""))
    with pytest.raises((StylesheetError, StylesheetParseError)):
        rules.reparse()
    assert [rule.styles.color.hex for rule in rules._rules] == ["#FF0000"]
