"""What was said beside what is written: the findings of a deal, one after the other."""

from collections.abc import Iterator

from crm_tui.cli.plain.talk import Talk, number_in
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Document
from crm_tui.domain.errors import NotFound
from crm_tui.domain.review import CLEARED, Finding
from crm_tui.domain.text import quoted
from crm_tui.services import deal_findings, house_words
from crm_tui.services.customers import Names, folded
from crm_tui.services.deals import PRESSING, under_way
from crm_tui.services.desk import Desk


def read(talk: Talk, desk: Desk) -> None:
    """Ask for a deal, and go through its findings, those that stop the signature first."""
    deal = _asked(talk, desk)
    talk.say("The promises are compared with the paper.")
    file = deal_findings.of(desk, deal.id)
    paper = file.document
    words = file.facts.words
    talk.say(f"{deal.title}, for {file.customer.name}, {words.stage(deal.stage)}.")
    talk.say(f"The paper is {paper.name}, version {paper.version}, {paper.type}." if paper else "It has no paper yet.")
    comparison = file.review.comparison
    kept = [one for one in (comparison.findings if comparison else ()) if one.verdict in CLEARED]
    counts = [
        (len(file.blocking), "stops the signature", "stop the signature"),
        (len(file.findings) - len(file.blocking), "more to know", "more to know"),
        (len(kept), "promise is kept by the paper", "promises are kept by the paper"),
    ]
    told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    talk.say(f"{'; '.join(told) or 'Nothing was found'}.")
    parts = [list(_finding(place, len(file.findings), one)) for place, one in enumerate(file.findings, start=1)]
    parts.append([f"Kept by the paper: {_kept(one)}." for one in kept])
    _go_through(talk, [part for part in parts if part])


def _go_through(talk: Talk, parts: list[list[str]]) -> None:
    asks = True
    for place, part in enumerate(parts):
        for sentence in part:
            talk.say(sentence)
        if asks and place < len(parts) - 1:
            answer = talk.ask("Enter for the next one, a for all the rest, q for the menu")
            asks = answer.lower() != "a"
    talk.say("That is all.")


def _finding(place: int, of: int, one: DealFinding) -> Iterator[str]:
    what = one.verdict.lower() or {"said and written": "surprise: nobody spoke of it"}.get(one.source, one.source)
    yield f"{place} of {of}. {one.label}: {what}."
    yield _ended("settled" if one.passes else one.severity.asks).capitalize()
    if one.said:
        yield f"Said: {_ended(one.said)}"
    for line in one.evidence:
        yield f"Written on page {line.page}, line {line.line}: {_ended(line.text)}"
    if one.paper and not one.evidence:
        yield f"Written: {_ended(one.paper)}"
    yield _ended(one.sentence)
    yield from map(_ended, one.facts)
    if one.impact is not None:
        yield _ended(f"What it costs: {one.impact.words}")
    if one.settled:
        yield _ended(f"Decided: {one.settled}")


def _kept(one: Finding) -> str:
    return f"{one.label}, {one.verdict.words.lower()}: {one.text}"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."


def _asked(talk: Talk, desk: Desk) -> Deal:
    papers = {one.deal_id for one in desk.store.find(Document)}
    names = Names(desk.store)
    words = house_words.of(desk.store)
    deals = [one for one in under_way(desk.store) if one.id in papers]
    deals.sort(key=lambda one: (PRESSING.index(one.stage), one.stage_since, one.id))

    def told(one: Deal) -> str:
        return f"{one.title}, for {names.of(one.customer_id)}, {words.stage(one.stage)}, number {one.id}"

    def find(typed: str) -> list[Deal]:
        if number := number_in(typed.removeprefix("#")):
            one = desk.store.get(Deal, number)
            found = [one] if one is not None else []
        elif typed:
            owners = {one.id for one in desk.store.search(Customer, typed)}
            key = folded(typed)
            found = [one for one in desk.store.find(Deal) if key in folded(one.title) or one.customer_id in owners]
        else:
            found = deals
        if not found:
            raise NotFound(
                words.refuse(
                    f"no deal fits {quoted(typed)}: type its number, part of its title, or the customer's name"
                )
                if typed
                else "no open deal has a paper yet"
            )
        return found

    question = words.say("Number, title or customer of the deal; nothing for a list")
    found = talk.ask_until(question, find)
    return talk.pick(found, told, "title")
