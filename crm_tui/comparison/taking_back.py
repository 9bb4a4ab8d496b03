"""Everything that takes a clear verdict back, in one ordered table that is walked once.

A promise that the decision table would clear is cleared only if no rule here finds anything; the first one that does
decides. A rule that is wrong costs a glance; a rule that is missing costs the customer.
"""

from dataclasses import replace

from crm_tui.comparison import caveats, clearing, restrictions
from crm_tui.comparison.additions import added
from crm_tui.comparison.kept import Caveat, Kept, Look
from crm_tui.comparison.leaving import at_a_price, not_before
from crm_tui.comparison.reservations import RESERVATIONS, bare_price
from crm_tui.comparison.riders import rider
from crm_tui.comparison.scopes import narrowed

_CLEARING = "the clearing rule"

RULES: tuple[tuple[str, Look], ...] = (
    ("the greater of two figures", caveats.greater),
    ("at a price, said free", caveats.charged),
    ("a waiver that is not there", caveats.unwaived),
    ("only an estimate", caveats.estimated),
    ("a cap that was not said", caveats.capped),
    ("for a shorter time", caveats.shorter),
    ("it may be taken away", restrictions.taken_away),
    ("for a time only", clearing.only_for_a_time),
    ("a number of times only", restrictions.counted),
    ("a later figure behind the first", caveats.later),
    ("an exception behind it", caveats.excepted),
    ("another measure", caveats.measured),
    ("a spread over a benchmark", caveats.benchmark),
    ("a flat beside a reducing rate", caveats.method),
    ("a right to change it", caveats.change),
    ("it moves, said to stay", caveats.moving),
    ("one of several only", restrictions.one_only),
    ("on some days only", restrictions.seldom),
    ("less is guaranteed", restrictions.guaranteed),
    ("not everywhere", restrictions.place),
    ("a part only", restrictions.only),
    ("carved out of it", restrictions.carved_out),
    ("strings attached", restrictions.strings),
    *((row.rule, row.look) for row in RESERVATIONS),
    ("all in was said", bare_price),
    ("a rider behind it", rider),
    ("a price on the way out", at_a_price),
    ("it has a price", restrictions.priced),
    ("for one use only", restrictions.tied),
    ("it may be made longer", restrictions.longer),
    ("not before a time", not_before),
    ("not for all of it", narrowed),
    (_CLEARING, clearing.rivals),
    (_CLEARING, clearing.figure_of_another),
    (_CLEARING, clearing.spread_only),
    (_CLEARING, clearing.sure_doubt),
    ("a condition that was not said", added),
    (_CLEARING, clearing.doubt),
)
"""The rules in their order, each with the name that findings show."""


def taken_back(kept: Kept) -> Caveat | None:
    """What the first rule that finds anything makes of the promise; None where it stays clear."""
    for rule, look in RULES:
        found = look(kept)
        if found is not None:
            return replace(found, rule=rule)
    return None
