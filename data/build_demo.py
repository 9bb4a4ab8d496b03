"""Builds the demo desk: ``python data/build_demo.py`` writes data/desk.json and the PDF and Word papers anew.

With ``--heard`` behind it, it tells what was heard in the notes and is kept by no record, and the other way round.

Customers stand in ``source/<officer>.toml``, the staff, the ground rules, incidents and how deals came about in
``source/desk.toml``, consents, referrals, gifts and the like in ``source/relationship.toml``, the text of PDF and Word
papers in ``source/papers``; text and Markdown papers are their own source. All dates are meant as seen on the anchor
day. A paper writes its days as 21-11-2026 and in no other way, so that a copy of the desk can move them.

What is owed after a talk is one of

- ``heard``: words of the note in which the comparison hears a promise about a term, stored as a capture would store
  it; ``paper`` is the verdict that a fair reader gives it, for the tests,
  ``resolved`` is what was decided about it on the deal's ``first_paper``, where there was one before ``paper``,
- ``promise``: a promise of something to do, ``task``: ours, ``theirs``: the customer's; ``after`` is what was said in
  the same talk and has to come first.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import render_pdf
import render_word
from paper_source import blocks

from crm_tui.comparison.engine import listen
from crm_tui.comparison.promises import Promise
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.settings import Settings
from crm_tui.domain.staff import Member
from crm_tui.reading.files import read_paper
from crm_tui.services import ground_rules

HERE = Path(__file__).parent
OFFICERS = ("asha", "ravi", "meena", "joseph", "farida")
ANCHOR = "2026-11-21"
"""The day on which the desk is seen; a copy is shifted from it to today."""

_RENDERED = {"pdf": render_pdf.render, "word": render_word.render}
_SUFFIX = {"pdf": ".pdf", "word": ".docx"}
_KINDS = {"heard": "promise", "promise": "promise", "task": "task", "theirs": "theirs"}

_RELATIONS: dict[str, tuple[type[Record], str]] = {
    "consent": (Consent, "given_on"),
    "referral": (Referral, "on"),
    "feedback": (Feedback, "on"),
    "gift": (Gift, "on"),
    "handover": (Handover, "on"),
    "view": (SavedView, "name"),
}
"""What a table of ``relationship.toml`` holds, and by which field its rows are numbered."""

Row = dict[str, Any]


@dataclass
class Desk:
    """Rows as they are gathered; ids are given out at the end, by date."""

    customers: list[Row] = field(default_factory=list)
    deals: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    interactions: list[Row] = field(default_factory=list)
    commitments: list[Row] = field(default_factory=list)
    resolutions: list[Row] = field(default_factory=list)
    staff: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    incidents: list[Row] = field(default_factory=list)
    relations: dict[type[Record], list[Row]] = field(default_factory=dict)
    """What there is beside business, and the settings."""

    unlike: list[str] = field(default_factory=list)
    """Where the comparison hears something else than the source keeps."""


def build(into: Path) -> list[str]:
    """Write ``desk.json`` and ``papers`` into a directory; what is heard otherwise than kept is returned in lines."""
    papers = into / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    for name, content in _papers():
        (papers / name).write_bytes(content)
    desk = Desk()
    for officer in OFFICERS:
        source = tomllib.loads((HERE / "source" / f"{officer}.toml").read_text("utf-8"))
        for customer in source["customer"]:
            _add_customer(desk, customer, officer, papers)
    _add_desk(desk, tomllib.loads((HERE / "source" / "desk.toml").read_text("utf-8")))
    _add_relations(desk, tomllib.loads((HERE / "source" / "relationship.toml").read_text("utf-8")))
    (into / "desk.json").write_text(_store(desk), "utf-8")
    return desk.unlike


def _papers() -> Iterator[tuple[str, bytes]]:
    for kind, render in _RENDERED.items():
        for source in sorted((HERE / "source" / "papers" / kind).glob("*.md")):
            yield source.stem + _SUFFIX[kind], render(blocks(source.read_text("utf-8")))
    for path in sorted((HERE / "papers").iterdir()):
        if path.suffix in (".txt", ".md"):
            yield path.name, path.read_bytes()


def _add_customer(desk: Desk, source: Row, officer: str, papers: Path) -> None:
    deals = {deal["title"]: deal for deal in source.pop("deal", [])}
    talks = source.pop("talk", [])
    customer = {"owner": officer, **source}
    desk.customers.append(customer)
    for deal in deals.values():
        deal |= {"customer_id": customer, "owner": deal.get("owner", officer)}
        deal["value"] = {"amount": str(deal["value"]), "currency": "INR"}
        versions = [paper for name in ("first_paper", "paper") if (paper := deal.pop(name, None))]
        desk.deals.append(deal)
        for version, paper in enumerate(versions, start=1):
            read = read_paper(papers / paper["name"])
            about = {"deal_id": deal, "sha256": read.sha256, "pages": read.pages, "attached_by": officer}
            desk.documents.append(paper | about | {"version": version})
    for talk in talks:
        for need in talk.get("needs", ()):
            if "deal" in need:
                # each names the other
                need["deal_id"] = deals[need.pop("deal")]
                need["deal_id"]["interaction_id"] = talk
        _add_talk(desk, talk, customer, deals.get(talk.pop("deal", "")), officer)


def _add_talk(desk: Desk, talk: Row, customer: Row, deal: Row | None, officer: str) -> None:
    owed = talk.pop("owed")
    signing = talk.pop("due", None)
    talk |= {"by": talk.get("by", officer), "said": talk["said"].strip(), "customer_id": customer, "deal_id": deal}
    desk.interactions.append(talk)
    heard = Heard(talk["said"], listen(talk["said"], today=talk["on"], area=Area(deal["area"]) if deal else None))
    for one in owed:
        mark = next(iter(_KINDS.keys() & one.keys()))
        words = one.pop(mark)
        # the verdict that a fair reader would give, for the tests
        one.pop("paper", None)
        resolved = one.pop("resolved", None)
        row = {"customer_id": customer, "deal_id": deal, "owner": officer, "made_on": talk["on"], "kind": _KINDS[mark]}
        if first := one.pop("after", None):
            row["after_id"] = next(other for other in reversed(desk.commitments) if other["words"] == first)
        row |= {"words": words, "interaction_id": talk, **one}
        if mark == "heard":
            promise = heard.take(words)
            if promise is None:
                desk.unlike.append(f"not heard, left out: {words!r} in {talk['said']!r}")
                continue
            # what was said of a term is owed on the day of signing
            row = {"due": None if "settled_on" in one else signing} | row
            row |= {"words": promise.text, "claim": promise.claim}
        elif mark == "promise":
            heard.take(words)
        desk.commitments.append(row)
        if resolved:
            first = next(paper for paper in desk.documents if paper["deal_id"] is deal)
            about = {"deal_id": deal, "document_id": first, "version": 1, "promise_id": row, "by": officer}
            desk.resolutions.append(resolved | about)
    desk.unlike += [f"heard, not kept: {left.text!r} ({left.label}) in {talk['said']!r}" for left in heard.left]


def _add_desk(desk: Desk, source: Row) -> None:
    """What is no customer's: staff, rules, and what is told of deals and customers beside their own source."""
    desk.staff = source["member"]
    told = source["deal"]
    for deal in desk.deals:
        more = told.pop(deal["title"], {})
        read_back = more.pop("read_back", None)
        deal |= more | {"owners": _tenures(more)}
        deal["stages"] = _stages(desk, deal, more.get("stages"))
        for one in desk.commitments:
            if read_back and one["deal_id"] is deal and one["kind"] == "promise" and one["made_on"] <= read_back:
                one["confirmed_on"] = read_back
    if told:
        raise ValueError(f"no deal has these titles: {', '.join(told)}")
    remembered = source["remembered"]
    for customer in desk.customers:
        more = remembered.pop(customer["name"], {})
        customer |= more | {"owners": _tenures(more)}
    if remembered:
        raise ValueError(f"no customer has these names: {', '.join(remembered)}")
    for version, rules in enumerate(source["rules"], start=1):
        starter = rules.pop("starter", "")
        before = dict(ground_rules.starter(starter)) if starter else desk.rules[-1]
        desk.rules.append(before | rules | {"version": version})
    customers = {one["name"]: one for one in desk.customers}
    deals = {one["title"]: one for one in desk.deals}
    for incident in source["incident"]:
        deal = deals[incident.pop("deal")] if "deal" in incident else None
        desk.incidents.append(incident | {"customer_id": customers[incident.pop("customer")], "deal_id": deal})


def _add_relations(desk: Desk, source: Row) -> None:
    """What customers allow, who sent whom, what they think, what was given, who goes to whom; views, and settings."""
    customers = {one["name"]: one for one in desk.customers}
    for name, (kind, order) in _RELATIONS.items():
        rows = source[name]
        for row in rows:
            row |= {f"{who}_id": customers[row.pop(who)] for who in ("customer", "referrer") if who in row}
        desk.relations[kind] = sorted(rows, key=lambda row: row[order])
    desk.relations[Settings] = [source["settings"]]


def _tenures(told: Row) -> list[Row]:
    return [{"owner": owner, "since": since} for owner, since in told.get("owners", [])]


def _stages(desk: Desk, deal: Row, told: list[tuple[str, date]] | None) -> list[Row]:
    """The stages that a deal came to: as told, else each in its turn, spread over the days up to the paper."""
    if told is None:
        way = list(Stage)
        last = Stage(deal["stage"])
        # a deal that was lost, or put off, had come to a proposal
        passed = way[: way.index(Stage.PROPOSAL) + 1] if last in (Stage.LOST, Stage.ON_HOLD) else way[: way.index(last)]
        papers = [one["attached_on"] for one in desk.documents if one["deal_id"] is deal]
        to_paper = [stage for stage in passed if way.index(stage) < way.index(Stage.PAPER_ISSUED)]
        after = passed[len(to_paper) :]
        until = min([*papers, deal["stage_since"]])
        told = [*_spread(to_paper, deal["opened"], until), *_spread(after, until, deal["stage_since"])]
        told.append((last, deal["stage_since"]))
    return [{"stage": stage, "on": on, "by": _owner_on(deal, on)} for stage, on in told]


def _spread(stages: list[Stage], first: date, end: date) -> Iterator[tuple[Stage, date]]:
    for at, stage in enumerate(stages):
        yield stage, first + timedelta((end - first).days * at // len(stages))


def _owner_on(deal: Row, day: date) -> str:
    return next((one["owner"] for one in reversed(deal["owners"]) if one["since"] <= day), deal["owner"])


class Heard:
    """The promises that were heard in a note; each is taken once."""

    def __init__(self, said: str, promises: tuple[Promise, ...]) -> None:
        self._said = said
        self.left = list(promises)

    def take(self, words: str) -> Promise | None:
        """The promise that was heard where these words stand in the note; None if none was, or it is taken."""
        start = self._said.find(words)

        def shared(one: Promise) -> int:
            return min(one.end, start + len(words)) - max(one.start, start)

        best = max(self.left, key=shared, default=None) if start >= 0 else None
        if best is None or shared(best) < min(len(words), len(best.text)) / 2:
            return None
        self.left.remove(best)
        return best


def _store(desk: Desk) -> str:
    """The tables as the store writes them: one record a line."""
    tables: dict[type[Record], list[Row]] = {
        Customer: sorted(desk.customers, key=lambda row: row["since"]),
        Deal: sorted(desk.deals, key=lambda row: row["opened"]),
        Document: sorted(desk.documents, key=lambda row: row["attached_on"]),
        Interaction: sorted(desk.interactions, key=lambda row: row["on"]),
        Commitment: sorted(desk.commitments, key=lambda row: row["made_on"]),
        Resolution: desk.resolutions,
        Member: desk.staff,
        GroundRules: desk.rules,
        Incident: sorted(desk.incidents, key=lambda row: row["on"]),
        **desk.relations,
    }
    ids = {id(row): number for rows in tables.values() for number, row in enumerate(rows, start=1)}
    about = {"format": "crm-tui", "schema": 1, "ids": {kind.table: len(rows) for kind, rows in tables.items()}}
    lines = [_table("meta", [about | {"anchor": ANCHOR}])]
    for kind, rows in tables.items():
        records = [kind.model_validate(_with_ids(row, ids)) for row in rows]
        lines.append(_table(kind.table, [one.model_dump(mode="json", exclude={"id"}) for one in records]))
    return "{" + ",\n".join(lines) + "}\n"


def _with_ids(row: Row, ids: dict[int, int]) -> Row:
    """A row in which each row that it refers to is replaced by its id."""
    told = {key: ids.get(id(value)) if key.endswith("_id") else value for key, value in row.items()}
    if "needs" in told:
        told["needs"] = [_with_ids(need, ids) for need in told["needs"]]
    promise = told.pop("promise_id", None)
    return told | ({"about": f"promise {promise}"} if promise else {})


def _table(name: str, rows: list[Row]) -> str:
    lines = ",\n".join(f'"{number}": {json.dumps(row, ensure_ascii=False)}' for number, row in enumerate(rows, start=1))
    return f'"{name}": {{\n{lines}\n}}'


if __name__ == "__main__":
    places = [one for one in sys.argv[1:] if one != "--heard"]
    told = build(Path(places[0]) if places else HERE)
    if "--heard" in sys.argv:
        sys.stdout.write("\n".join([*told, ""]))
