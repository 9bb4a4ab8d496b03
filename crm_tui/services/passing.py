"""Whether what was decided about a finding lets the deal be signed, and how that is told."""

from collections.abc import Sequence
from datetime import date

from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.domain.review import Verdict
from crm_tui.domain.severity import Severity
from crm_tui.domain.waiver import Waiver
from crm_tui.services.settled import Settled, on_another_paper

_NEW_VERSION = "the new version of the paper"
_MAY_BE_RESOLVED = frozenset({Source.COMPARISON, Source.PAPER})


def as_found(finding: DealFinding) -> str:
    """What a resolution of a finding keeps of it: the verdict of a promise, else the sentence."""
    return next((one.value for one in Verdict if one.words == finding.verdict), finding.sentence)


def resolved(finding: DealFinding, document: Document | None, made: Sequence[Resolution]) -> Settled | None:
    """The last resolution of a finding that stands, and whether it is stale; None where there is none."""
    if document is None or finding.source not in _MAY_BE_RESOLVED:
        return None
    about = [one for one in made if one.about == finding.key and one.stands]
    here = [one for one in about if one.document_id == document.id and one.found == as_found(finding)]
    if here:
        return Settled(here[-1])
    earlier = [one for one in about if one.document_id != document.id]
    return Settled(earlier[-1], on_another_paper(earlier[-1], document)) if earlier else None


def with_decisions(
    finding: DealFinding,
    settled: Settled | None,
    waivers: Sequence[Waiver],
    today: date,
    standard: Acknowledgement | None = None,
) -> DealFinding:
    """The finding with what was decided about it, and whether that lets it pass today.

    A paper that is to be amended is not signed as it stands: that blocks, however light the finding is. So does a new
    version that was to put it right and has not, until something else is decided.
    """
    told: list[str] = []
    passes = False
    if settled is not None:
        of_resolution, passes = _of_resolution(settled)
        told.append(of_resolution)
    if standard is not None:
        told.append(f"a standard disclosure on papers of this type ({standard.by}, {standard.on})")
        passes = True
    about = [one for one in waivers if one.rule is finding.rule and one.about == finding.key and _covers(one, finding)]
    if (of_waivers := _of_waivers(about, today)) is not None:
        told.append(of_waivers)
        passes = passes or any(one.counts(today) for one in about)
    if not told:
        return finding
    changed: dict[str, object] = {"settled": "; ".join(told), "passes": passes}
    if settled is not None and settled.resolution.answer is Answer.AMEND:
        changed |= {"severity": Severity.BLOCK, "passes": passes and bool(settled.stale)}
    return finding.model_copy(update=changed)


def awaits_new_version(finding: DealFinding) -> bool:
    """Whether the paper is to be amended for it, and has not been yet."""
    return finding.blocks and finding.settled.startswith(Answer.AMEND.value) and _NEW_VERSION in finding.settled


def missing(made: Resolution) -> tuple[str, ...]:
    """What a resolution still lacks before it lets a finding pass, in plain words; nothing where it is in full.

    A paper that is to be amended never lets a finding pass: its new version does.
    """
    wanted: dict[str, object]
    match made.answer:
        case Answer.AMEND:
            wanted = {_NEW_VERSION: None}
        case Answer.WITHDRAW:
            # told in own words, where it was recorded before the channel was asked
            how = made.told_by or made.how
            wanted = {"how the customer was told": how, "when the customer was told": made.customer_on}
        case Answer.EXCEPTION:
            wanted = {
                "what it costs": made.cost and made.cost.amount > 0,
                "who granted it": made.granted_by and made.granted_on,
            }
        case Answer.ACCEPTED:
            document = made.accepted_in or made.how
            wanted = {"the document in which they accepted it": document, "the day of that": made.customer_on}
    return tuple(name for name, given in wanted.items() if not given)


def _covers(waiver: Waiver, finding: DealFinding) -> bool:
    """Whether what was waived is what is found now: 8.75 % that was let pass is not 9.5 %."""
    return waiver.found in ("", finding.sentence)


def _of_resolution(settled: Settled) -> tuple[str, bool]:
    made = settled.resolution
    words = f"{made.answer.value}{_details(made)} ({made.by}, {made.on})"
    if settled.stale:
        return f"{words}; {settled.stale}", False
    lacks = missing(made)
    return f"{words}; still missing: {', '.join(lacks)}" if lacks else words, not lacks


def _details(made: Resolution) -> str:
    parts: list[str] = []
    if made.accepted_in:
        parts.append(made.accepted_in.value)
    if made.told_by:
        parts.append(f"by {made.told_by}")
    parts += filter(None, (made.accepted_words, made.how))
    if made.customer_on:
        parts.append(f"{'told' if made.answer is Answer.WITHDRAW else 'accepted'} on {made.customer_on}")
    if made.cost:
        parts.append(f"costs {made.cost.words}")
    if made.granted_by:
        parts.append(f"granted by {made.granted_by} on {made.granted_on}")
    return f": {', '.join(parts)}" if parts else ""


def _of_waivers(about: Sequence[Waiver], today: date) -> str | None:
    """The waiver that counts, else the last one that was asked and not taken back."""
    last = next((one for one in reversed(about) if one.counts(today)), None)
    if last is None:
        last = next((one for one in reversed(about) if one.taken_back_on is None), None)
    if last is None:
        return None
    if last.is_asked:
        return f"a waiver was asked by {last.asked_by} on {last.asked_on}: {last.reason}"
    if not last.granted:
        return f"a waiver was refused by {last.decided_by} on {last.decided_on}"
    told = f"waived by {last.decided_by} until {last.until} because {last.reason}"
    return told if last.counts(today) else f"{told}; that day is over"
