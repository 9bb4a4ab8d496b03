"""Expressions are compiled late; a fault in one must still be seen before a text is."""

import importlib
import pkgutil
import re

import pytest

import crm_tui.comparison
from crm_tui.comparison.expressions import Expression, expression

MODULES = [one.name for one in pkgutil.iter_modules(crm_tui.comparison.__path__, "crm_tui.comparison.")]


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_of_a_module_can_be_compiled(name):
    for value in vars(importlib.import_module(name)).values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Expression):
                assert one.groups >= 0


def test_an_expression_finds_what_the_compiled_one_finds():
    late, early = expression(r"(\d+) %", re.IGNORECASE), re.compile(r"(\d+) %", re.IGNORECASE)
    assert late.search("at 8 %")[1] == early.search("at 8 %")[1]
    assert late.sub("x", "8 % and 9 %") == early.sub("x", "8 % and 9 %")
