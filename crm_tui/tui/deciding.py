"""What can be decided about a finding, and what becomes of the choice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.document import Document
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Acknowledgement, Answer, Decision, Resolution
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.waiver import Waiver
from crm_tui.services import decisions, waivers
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.decisions import Details
from crm_tui.services.desk import Desk
from crm_tui.services.passing import resolved
from crm_tui.services.permissions import is_same
from crm_tui.services.settled import about_promise
from crm_tui.tui.widgets.review_rows import surprise_of

Keep = Callable[[Desk], object]
"""Saves what was chosen; runs outside the screen's thread."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be decided."""

    name: str
    """Tells it from the others."""

    words: str
    """As it is offered."""

    keep: Keep | None = None
    """How it is saved; None where something has to be typed first."""

    answer: Answer | None = None
    """The answer whose details are asked; with ``keep`` it is one that leads on to another paper."""

    waiver: bool = False
    """Whether a waiver is asked for."""

    sure: str = ""
    """What is asked once more before it is kept; empty where nothing is."""


def choices(desk: Desk, file: DealFile, found: DealFinding) -> list[Choice]:
    """What can be decided: what others wait for first, then taking back, then the answers."""
    document = file.document
    made = decision_on(file, found)
    offered = list(_asked(desk, file, found, made))
    if made is not None:
        offered.append(Choice("take back", "take back what was decided", lambda at: decisions.take_back(at, made)))
    waiver = waiver_on(file, found)
    if waiver is not None and (waiver.is_asked or waiver.granted):
        told = "take back the request for a waiver" if waiver.is_asked else "take the waiver back"
        offered.append(Choice("no waiver", told, lambda at: waivers.take_back(at, waiver)))
    if isinstance(made, Acknowledgement):
        return offered
    if document is not None:
        offered += _answers(file, found, document)
    waits_or_counts = waiver is not None and (waiver.is_asked or waiver.counts(desk.today()))
    if not waits_or_counts and file.rules.waivers_of(found.rule):
        offered.append(Choice("waiver", "ask for a waiver: let it pass for once, until a day", waiver=True))
    return offered


def keep_answer(file: DealFile, found: DealFinding, answer: Answer, details: Details | None, desk: Desk) -> Record:
    """Save an answer with its details.

    Raises:
        DeskError: it could not be kept; the line says what is missing.
    """
    document, comparison = file.document, file.comparison
    assert document is not None
    assert comparison is not None
    compared = {about_promise(one): place for place, one in enumerate(file.promises)}
    surprise = surprise_of(found, file.review)
    if found.key in compared:
        place = compared[found.key]
        promise = file.promises[place]
        return decisions.resolve_promise(desk, comparison.findings[place], promise, document, answer, details)
    if surprise is not None:
        return decisions.resolve_surprise(desk, comparison.surprises[surprise], document, answer, details)
    return decisions.resolve_finding(desk, found, document, answer, details)


def decision_on(file: DealFile, found: DealFinding) -> Decision | None:
    """The decision about a finding that can be taken back."""
    review = file.review
    surprise = surprise_of(found, review)
    if surprise is not None:
        settled = review.settled_surprise(surprise)
        return review.standard(surprise) or (settled.resolution if settled else None)
    places = [place for place, one in enumerate(file.promises) if about_promise(one) == found.key]
    if places:
        settled = review.settled_finding(places[0])
    elif found.key in map(about_promise, file.facts.withdrawn):
        return next((one for one in reversed(file.facts.resolutions) if one.about == found.key), None)
    else:
        settled = resolved(found, file.document, file.facts.resolutions)
    return settled.resolution if settled else None


def waiver_on(file: DealFile, found: DealFinding) -> Waiver | None:
    """The last waiver of a finding that was asked and not taken back."""
    asked = [one for one in file.facts.waivers if one.about == found.key and one.rule is found.rule]
    return next((one for one in reversed(asked) if one.taken_back_on is None), None)


def _asked(desk: Desk, file: DealFile, found: DealFinding, made: Decision | None) -> Iterator[Choice]:
    """What somebody else asked for, to be granted or refused."""
    waiver = waiver_on(file, found)
    if waiver is not None and waiver.is_asked and not is_same(desk.store, desk.officer, waiver.asked_by):
        told = f"grant the waiver that {waiver.asked_by} asked for until {waiver.until}: {waiver.reason}"
        yield Choice("grant waiver", told, lambda at: waivers.grant(at, waiver))
        yield Choice("refuse waiver", "refuse this waiver", lambda at: waivers.refuse(at, waiver))
    if not isinstance(made, Resolution) or made.answer is not Answer.EXCEPTION or made.granted_by:
        return
    if not is_same(desk.store, desk.officer, made.by):
        told = f"grant the exception that {made.by} asked for: it costs {made.cost.words if made.cost else 'nothing'}"
        yield Choice("grant exception", told, lambda at: decisions.grant_exception(at, made))
        yield Choice("refuse exception", "refuse this exception", lambda at: decisions.refuse_exception(at, made))


def _answers(file: DealFile, found: DealFinding, document: Document) -> Iterator[Choice]:
    surprise = surprise_of(found, file.review)
    if surprise is not None and file.comparison is not None:
        one = file.comparison.surprises[surprise]
        keep: Keep = lambda at: decisions.acknowledge(at, one, document)  # noqa: E731 - as its neighbours
        sure = f"It stops the signature here. Let it pass in every {document.type}, of every deal?"
        blocks = one.severity is Severity.BLOCK or found.blocks
        yield Choice("standard", f"standard in every {document.type}", keep, sure=sure if blocks else "")
    for answer in _fitting(file, found):
        if answer is Answer.AMEND:
            note = partial(keep_answer, file, found, answer, None)
            yield Choice(answer.name, f"{answer}: no signature before its new version", note, answer)
        else:
            yield Choice(answer.name, _WORDS[answer], answer=answer)


_WORDS = {
    Answer.WITHDRAW: "withdraw the promise: the customer was told",
    Answer.EXCEPTION: "honour it as an exception: somebody else grants it",
    Answer.ACCEPTED: "the customer accepted it in writing",
}


def _fitting(file: DealFile, found: DealFinding) -> tuple[Answer, ...]:
    """The answers that make sense of a finding."""
    if found.key in map(about_promise, file.facts.withdrawn):
        return (Answer.WITHDRAW,)
    if found.rule is Rule.SURPRISE:
        return Answer.AMEND, Answer.EXCEPTION, Answer.ACCEPTED
    if found.source is Source.PAPER:
        return Answer.AMEND, Answer.ACCEPTED
    return tuple(Answer) if found.source is Source.COMPARISON else ()
