"""Those who belong together with a customer."""

from collections.abc import Sequence

from crm_tui.services import households
from crm_tui.tui.present import safe
from crm_tui.tui.screens.detail import Related, related
from crm_tui.tui.sections.section import Asked, Section
from crm_tui.tui.widgets.facts import Fact


def _lines(asked: Asked) -> Sequence[Related]:
    return [related(one, asked.days, words=asked.words) for one in households.others(asked.desk.store, asked.customer)]


def _facts(asked: Asked) -> Sequence[Fact]:
    return [Fact("household", safe(asked.customer.household))]


HOUSEHOLD = Section("Household", _lines, _facts)
"""The others of the household, each of whom opens; on top what it is called."""
