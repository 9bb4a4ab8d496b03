"""What differs between two looks at a deal, in plain lines."""

from collections.abc import Iterator

from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.sign_off import Facts

UNTOLD = "the words of a promise or a note, or a term's name: what was found is the same"
"""What is said where the fingerprint differs and nothing that was found does."""


def what_changed(before: Facts, after: Facts) -> tuple[str, ...]:
    """One line for each thing; nothing where the two are the same."""
    told = tuple(_lines(before, after))
    return told or ((UNTOLD,) if before.fingerprint != after.fingerprint else ())


def _lines(before: Facts, after: Facts) -> Iterator[str]:
    if before.paper != after.paper:
        yield f"the paper: {before.paper or 'none'} → {after.paper or 'none'}"
    elif before.document_id != after.document_id:
        yield f"another version of the paper {after.paper}"
    if before.promises != after.promises:
        yield f"promises compared: {before.promises} → {after.promises}"
    if before.what_matters != after.what_matters:
        yield f"what matters to the customer: {after.what_matters or 'nothing is filled in'}"
    was = {one.key: one for one in before.findings}
    now = {one.key: one for one in after.findings}
    for key, found in now.items():
        if key not in was:
            yield f"new: {_named(found)}: {found.sentence}"
        else:
            yield from _of_one(was[key], found)
    for key, found in was.items():
        if key not in now:
            yield f"gone: {_named(found)}"
    if before.rules_version != after.rules_version:
        yield f"the ground rules: version {before.rules_version} → {after.rules_version}"


def _of_one(was: DealFinding, now: DealFinding) -> Iterator[str]:
    if was.sentence != now.sentence or was.verdict != now.verdict:
        yield f"{_named(now)}: {now.sentence}"
    if was.settled != now.settled:
        yield f"{_named(now)}: {now.settled or 'nothing is decided about it any more'}"
    elif was.passes != now.passes:
        yield f"{_named(now)}: {'it passes now' if now.passes else 'it passes no more'}"


def _named(found: DealFinding) -> str:
    return f"{found.label} ({found.severity})"
