"""A contract that was said to run from month to month, or to end at any time, beside a paper that binds for longer."""

import re

from crm_tui.comparison import verdicts
from crm_tui.comparison.conversion import DAYS
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.matching import is_aside
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.settling import Paper

_ROLLING = expression(
    r"\bmonth(?:ly)?[- ](?:to|by)[- ]month(?:ly)?\b|\brolling month(?:ly)?\b|\bmonthly rolling\b|"
    r"\bone month at a time\b",
    re.IGNORECASE,
)
_AT_ANY_TIME = expression(
    r"\b(?:cancel|leave|quit|stop|end|terminate|exit|switch|walk (?:away|out)|get out)\b(?: it| this| the contract)?,? "
    r"(?:at )?(?:any ?time|whenever|when(?:ever)? (?:you|they|he|she) (?:like|want|wish|please)s?)\b",
    re.IGNORECASE,
)
_AFTERWARDS = expression(
    r"\b(?:after|afterwards|then|thereafter|following|renew\w{0,4}|continu\w{0,4}|convert\w{0,3}|expir\w{0,3}|roll(?:s|ed)?"
    r" (?:over|on)|becom\w{0,3}|holdover|end of)\b",
    re.IGNORECASE,
)
_AREAS = ("telecom", "service", "b2b", "lease", "general")
_TERMS = frozenset(f"{area}.{name}" for area in _AREAS for name in ("term", "lock_in"))
_LOCKS = frozenset(f"{area}.lock_in" for area in _AREAS)
_NOTICES = frozenset({"telecom.notice", "service.notice", "lease.notice", "general.notice", "b2b.termination_notice"})
_A_MONTH = 31
"""In days."""


def bound_for_longer(text: str, paper: Paper) -> tuple[Clause, Judged] | None:
    """What binds for more than a month, with its ruling, where it was promised that the customer may leave sooner.

    None for any other promise, for one that holds only after some time, and for a paper that lets it roll too. A
    longer term contradicts "month to month"; a longer notice alone makes it worse. A term may be ended early, so that
    only a lock-in or a notice is worse than "cancel any time".
    """
    if _AFTERWARDS.search(text):
        return None
    if _ROLLING.search(text):
        said, against = "from month to month", ((_TERMS, verdicts.CONTRADICTED), (_NOTICES, verdicts.WORSE))
        if any(_ROLLING.search(one.text) and not _AFTERWARDS.search(one.text) for one in paper.passages):
            return None
    elif _AT_ANY_TIME.search(text):
        said, against = "at any time", ((_LOCKS, verdicts.WORSE), (_NOTICES, verdicts.WORSE))
    else:
        return None
    if any(one.dimension == "duration" for one in quantities(_ROLLING.sub(" ", text), paper.today)):
        return None
    for kinds, ruling in against:
        longer = next((one for one in paper.clauses if one.kind.id in kinds and _is_longer(one)), None)
        if longer is not None:
            return longer, Judged(ruling, longer, rule=f"{said} beside a longer time")
    return None


def _is_longer(clause: Clause) -> bool:
    claim = clause.claim
    if claim.low is None or claim.unit not in DAYS or claim.conditions or is_aside(clause):
        return False
    return claim.low * DAYS[claim.unit] > _A_MONTH
