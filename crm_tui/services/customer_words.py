"""What was compared, in the words in which a customer is told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crm_tui.comparison.differences import CONTINGENT
from crm_tui.comparison.effect import HELD
from crm_tui.domain.compared import Compared, NotSpokenOf, SaidAndWritten, ToDo
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import signed
from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.domain.resolution import AcceptedIn, Answer, Resolution
from crm_tui.domain.review import CLEARED, Evidence, Impact, Reason, Verdict
from crm_tui.services.customer_told import CustomerStatement, Duty, Place, Told, Unspoken
from crm_tui.services.money_effect import summary
from crm_tui.services.other_names import OtherNames
from crm_tui.services.passing import missing
from crm_tui.services.plain_days import in_words

_OPEN = "Nothing is agreed with you about this yet."
_STANDARD = "It is the same in every paper of this kind."
AS_SAID = "Nothing: it is as we said."
"""What differs where nothing does."""
_NOT_TOLD = "The paper says it in other words than we did: please ask us."


def statement(
    deal: Deal, customer: Customer, kept: Compared, money: MoneyEffect, others: OtherNames, today: date
) -> CustomerStatement:
    """What may be told of what was compared. Where words name another customer, less is told.

    Raises:
        DeskError: there was no paper.
    """
    if not kept.paper:
        raise DeskError(f"deal #{deal.id} has no paper yet: attach one before you print a statement")
    same = _same_money(money, kept.promises)
    told = [
        _withdrawn(one, others)
        if one.withdrawn
        else _told(one, others, kept.promises[same[place]] if place in same else None)
        for place, one in enumerate(kept.promises)
    ]
    return CustomerStatement(
        customer=customer.name,
        about=others.without(deal.title, deal.area.value),
        paper=kept.paper,
        on=today,
        promises=tuple(told),
        unspoken=tuple(_unspoken(one, others) for one in kept.unspoken),
        duties=tuple(_duty(one, others) for one in kept.to_do),
        costs=summary(money) if money.sums else "",
    )


def _same_money(money: MoneyEffect, promises: Sequence[SaidAndWritten]) -> dict[int, int]:
    """The promises whose cost is that of an earlier one, as an instalment's is its rate's: it is told once."""
    costly = {place for place, one in enumerate(promises) if one.impact is not None and one.verdict not in CLEARED}
    shared = [sorted(costly.intersection(part.findings)) for one in money.sums for part in one.parts]
    return {place: one[0] for one in shared for place in one[1:]}


def _told(one: SaidAndWritten, others: OtherNames, same_as: SaidAndWritten | None) -> Told:
    kept = one.verdict in CLEARED
    costs = _costs(one.impact) if same_as is None else f"It is the cost of “{_promised(same_as, others)}”."
    return Told(
        promised=_promised(one, others),
        places=_found_at(one.evidence, others),
        differs=_difference(one, others),
        costs="" if kept else costs,
        did=_did(one.decided, others) or ("" if kept else _OPEN),
    )


def _promised(one: SaidAndWritten, others: OtherNames) -> str:
    return spoken(one.words, one.understood, others, one.label)


def spoken(words: str, understood: str, others: OtherNames, label: str = "") -> str:
    """The words used or, where they name somebody else, what they were understood to say."""
    plain = others.without(": ".join(filter(None, (label, understood))), "")
    return others.without(words, plain or label or "Something that we said")


def _difference(one: SaidAndWritten, others: OtherNames) -> str:
    if one.verdict is Verdict.MATCHES:
        return ""
    if one.reason is Reason.UNKNOWN_TERM:
        return "We could not tell whether the paper says the same: please read this part with us."
    told = others.without(one.explanation, _NOT_TOLD)
    return f"Better for you: {told}" if one.verdict is Verdict.BETTER else told


def _withdrawn(one: SaidAndWritten, others: OtherNames) -> Told:
    told = one.decided
    return Told(
        promised=_promised(one, others),
        places=_found_at(one.evidence, others),
        differs="We took this promise back.",
        costs="",
        did=f"We told you{_how_told(told)} on {in_words(told.customer_on)}." if told and told.customer_on else _OPEN,
    )


def _unspoken(one: NotSpokenOf, others: OtherNames) -> Unspoken:
    return Unspoken(
        label=others.without(one.label, "A term of the paper"),
        places=_found_at(one.evidence, others),
        costs=_costs(one.impact),
        did=_did(one.decided, others) or (_STANDARD if one.standard else _OPEN),
    )


def _duty(one: ToDo, others: OtherNames) -> Duty:
    if one.kept_on is not None:
        stands = f"done on {in_words(one.kept_on)}"
    else:
        stands = f"by {in_words(one.due)}" if one.due else "no day was named"
    return Duty(others.without(one.words, "something to do for you"), stands)


def _found_at(evidence: tuple[Evidence, ...], others: OtherNames) -> tuple[Place, ...]:
    """Where it stands; lines that follow each other are one place."""
    places: list[Place] = []
    for one in evidence:
        words = " ".join(one.text.split())
        before = places[-1] if places else None
        if before is not None and (before.page, before.last + 1) == (one.page, one.line):
            places[-1] = Place(one.page, before.line, one.line, f"{before.words} {words}")
        else:
            places.append(Place(one.page, one.line, one.line, words))
    return tuple(replace(one, words=others.without(one.words, "")) for one in places)


def _costs(impact: Impact | None) -> str:
    if impact is None:
        return ""
    money = signed(abs(impact.amount), impact.currency)
    each = " for each one" if impact.every == "each" else f" a {impact.every}" if impact.every else ""
    if impact.amount < 0:
        return f"It saves you {money}{each}."
    if impact.kind == HELD:
        return f"You pay {money}{each} up front, which is returned or set off later."
    if impact.kind == CONTINGENT:
        return f"If it comes to that, it costs you {money}{each}."
    return f"It costs you {money}{each}."


def _did(made: Resolution | None, others: OtherNames) -> str:
    """What was agreed, where it was agreed in full; how it came about stays in the house."""
    if made is None:
        return ""
    if made.answer is Answer.AMEND:
        return "We are having the paper corrected: sign only the corrected one."
    if missing(made) or made.customer_on is None:
        kept = made.answer is Answer.EXCEPTION and not missing(made)
        return "We keep our promise, although the paper says otherwise." if kept else ""
    day = in_words(made.customer_on)
    if made.answer is Answer.ACCEPTED:
        return f"You accepted this in {_document(made, day, others)}."
    return f"We took this promise back, and told you{_how_told(made)} on {day}."


def _how_told(made: Resolution) -> str:
    return f" {_BY[made.told_by]}" if made.told_by else ""


def _document(made: Resolution, day: str, others: OtherNames) -> str:
    """Which document it is, in words that were typed for the customer."""
    named = made.accepted_in not in (None, AcceptedIn.OTHER)
    document = f"the {made.accepted_in} of {day}" if named else f"writing on {day}"
    words = others.without(made.accepted_words, "")
    return f"{document} ({words})" if words else document


_BY = {
    Channel.CALL: "by phone",
    Channel.VISIT: "when we visited you",
    Channel.BRANCH: "at the branch",
    Channel.EMAIL: "by e-mail",
    Channel.MESSAGE: "by message",
    Channel.LETTER: "by letter",
}
