"""The lines of a review that tell of its course: what changed since it was approved, earlier reviews, the opinion."""

from datetime import date

from textual.content import Content

from crm_tui.domain.sign_off import Review, ReviewState, Signing, Step
from crm_tui.services.reviews import DID
from crm_tui.tui.present import Mark, Tone, one_line, spoken_day
from crm_tui.tui.review_state import NO_MORE, Standing, state_mark
from crm_tui.tui.widgets.findings import ReviewRow

OPINION = "opinion"
"""The key of the line of the maker's opinion."""

_CHANGED = Mark("CHANGED", "↻", Tone.BAD)
_OPINION = Mark("OPINION", "“", Tone.QUIET)


def changed_rows(now: Standing) -> tuple[ReviewRow, ...]:
    """What changed since it was approved, or why the approval counts no more without that, first of all."""
    if now.no_more:
        why = one_line(now.no_more)
        title = "The approval counts no more"
        return (ReviewRow(key="no more", group=title, mark=NO_MORE, label="", beside=why, told=(why,)),)
    return tuple(
        ReviewRow(
            key=f"since {place}",
            group="Changed since it was approved",
            mark=_CHANGED,
            label=line.partition(": ")[0],
            beside=one_line(line.partition(": ")[2]),
            told=(one_line(line),),
        )
        for place, line in enumerate(now.changed)
    )


def course_rows(now: Standing, today: date, *, opinion_open: bool) -> tuple[ReviewRow, ...]:
    """Earlier reviews, then the maker's opinion: whoever checks reads the facts before it."""
    return (*(_past(one, today) for one in now.past), *_opinion(now, is_open=opinion_open))


def step_rows(review: Review, today: date) -> tuple[ReviewRow, ...]:
    """Every step of a review, the first one first, then when the deal was signed on it."""
    return (
        *(_step(place, step, today) for place, step in enumerate(review.steps)),
        *(
            ReviewRow(
                key=f"signing {place}",
                group="What was done",
                mark=Mark("SIGNED", "✓", Tone.GOOD),
                label=f"by {one.by}",
                beside=Content(spoken_day(one.at.date(), today)),
                told=(
                    one_line(f"Signed under version {one.rules_version} of the ground rules{_approved_under(one)}."),
                ),
            )
            for place, one in enumerate(review.signings)
        ),
    )


def _approved_under(one: Signing) -> str:
    judged = one.approved_under
    return "" if judged in (None, one.rules_version) else f", approved under version {judged}"


def _past(review: Review, today: date) -> ReviewRow:
    last = review.steps[-1]
    told = f"{DID[review.state]} by {review.checker} on {spoken_day(last.at.date(), today)}"
    found = len(review.facts.findings) if review.facts else 0
    return ReviewRow(
        key=f"review {review.id}",
        group="Reviews of this deal, as they were decided",
        mark=state_mark(review),
        label=f"by {review.checker}",
        beside=one_line(" · ".join(part for part in (spoken_day(last.at.date(), today), last.why) if part)),
        told=(
            one_line(f"{told[0].upper()}{told[1:]}."),
            one_line(f"{found} findings as they were that day: enter shows them."),
        ),
        past=review,
    )


def _opinion(now: Standing, *, is_open: bool) -> tuple[ReviewRow, ...]:
    by, words = now.opinion
    if not by:
        return ()
    words = words or "nothing was said"
    return (
        ReviewRow(
            key=OPINION,
            group="The maker's opinion",
            mark=_OPINION,
            label=f"of {by}",
            beside=one_line(words) if is_open else Content("folded: read the facts first, then enter opens it"),
            told=(one_line(words if is_open else "Whoever checks reads the facts first; enter opens it."),),
        ),
    )


def _step(place: int, step: Step, today: date) -> ReviewRow:
    mark = {
        ReviewState.SUBMITTED: Mark("SUBMITTED", "◔", Tone.NEWS),
        ReviewState.APPROVED: Mark("APPROVED", "✓", Tone.GOOD),
        ReviewState.RETURNED: Mark("RETURNED", "↻", Tone.CAUTION),
        ReviewState.REJECTED: Mark("REJECTED", "✗", Tone.BAD),
        ReviewState.RECALLED: Mark("RECALLED", "○", Tone.QUIET),
        ReviewState.DRAFT: Mark("DRAFTED", "○", Tone.QUIET),
    }[step.state]
    when = f"{spoken_day(step.at.date(), today)} {step.at:%H:%M}"
    return ReviewRow(
        key=f"step {place}",
        group="What was done",
        mark=mark,
        label=f"by {step.by}",
        beside=one_line(" · ".join(part for part in (when, step.why) if part)),
        told=(one_line(f"{DID[step.state].capitalize()} by {step.by} on {when}."), one_line(step.why, "bold")),
    )
