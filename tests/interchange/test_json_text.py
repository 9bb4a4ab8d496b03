"""JSON that a program reads exactly and a terminal never obeys."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.commitment import Status
from crm_tui.interchange.json_text import dumped

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(Status),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_what_is_read(value: object) -> None:
    assert json.loads(dumped(value)) == value


@given(VALUES)
def test_it_stands_as_the_standard_library_sets_it_out(value: object) -> None:
    expected = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert json.loads(dumped(value)) == json.loads(expected)
    if expected.isascii() and "\x7f" not in expected:
        assert dumped(value) == expected


TEXTS = {
    "two spaces deep": ({"a": [1, {"b": []}]}, '{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ]\n}\n'),
    "letters of any script": ("पुणे", '"पुणे"\n'),
    "half a letter": ("a\ud800", '"a\\ud800"\n'),
    "beyond 64 bits": ([2**70], "[\n  1180591620717411303424\n]\n"),
    "what erases a line": ("\x1b[2K\x7f\x9b", '"\\u001b[2K\\u007f\\u009b"\n'),
    "what turns a line round": ("\u202eabc", '"\\u202eabc"\n'),
}


@pytest.mark.parametrize(("value", "expected"), TEXTS.values(), ids=TEXTS)
def test_one_value_has_one_text(value: object, expected: str) -> None:
    assert dumped(value) == expected
