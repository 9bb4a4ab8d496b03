"""What the paper asks for that nobody said, the most costly first."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.adverse import Adverse, adverse, parts_of_totals
from crm_tui.comparison.amounts import asked
from crm_tui.comparison.clause_types import clause_types, signs
from crm_tui.comparison.cost import charged
from crm_tui.comparison.costing import cost
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.roles import Roles
from crm_tui.comparison.spoken import Spoken, types_of
from crm_tui.domain.claim import Form
from crm_tui.domain.progress import each
from crm_tui.domain.review import Evidence, Finding, Surprise
from crm_tui.domain.severity import Severity


def surprises(
    promises: Sequence[Promise],
    findings: Sequence[Finding],
    clauses: Sequence[Clause],
    passages: Sequence[Passage],
    spoken: str,
    areas: Sequence[str],
) -> tuple[Surprise, ...]:
    """The costly or binding terms that no promise and no disclosure speaks of.

    Certain money comes first, then money that may fall due, then what is graver, then what the paper says earlier.
    ``spoken`` is the whole note; ``areas`` are the packs in the order in which they are read.
    """
    within: dict[int, list[Clause]] = {}
    for clause in clauses:
        within.setdefault(id(clause.passage), []).append(clause)
    roles = Roles(dict.fromkeys(line for passage in passages for line in passage.lines))
    found = adverse(passages, roles, areas[0])
    heard = Spoken(promises, findings, passages, within, spoken, areas)
    owned = [(one, [clause for passage in one.passages for clause in within.get(id(passage), ())]) for one in found]
    told = parts_of_totals(found, passages, heard.lines) | heard.told(owned)
    figures = Figures(clauses, passages=passages)
    unsaid: list[Surprise] = []
    taxed: list[Evidence] = []
    for one, own in each("surprises weighed", owned):
        if id(one) in told:
            continue
        if one.type.id == "tax_on_top" and not one.priced:
            taxed.extend(one.evidence)
        else:
            unsaid.append(_surprise(one, own, figures))
    if not heard.of_tax:
        taxed.extend(_taxed(passages, heard, roles))
        unsaid.extend(_tax(taxed))
    return tuple(sorted(_once(unsaid), key=_rank))


_GRAVEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


def _rank(one: Surprise) -> tuple[Decimal, Decimal, int]:
    amount = one.impact.amount if one.impact else Decimal(0)
    certain = amount if one.impact and one.impact.kind == "certain" else Decimal(0)
    return -certain, certain - amount, _GRAVEST_FIRST.index(one.severity)


def _surprise(one: Adverse, own: Sequence[Clause], figures: Figures) -> Surprise:
    clause = _known(one, own)
    if clause is not None:
        name = wording.lowered(clause.kind.label)
        said = clause.claim.said
        sentence = name if said in _UNSAID else f"{name}, {said}"
    else:
        text = " ".join(passage.text for passage in one.passages)
        sentence = f"{wording.lowered(one.type.label)}: {text}"
    return Surprise(
        term=clause.kind.id if clause else f"clause.{one.type.id}",
        label=clause.kind.label if clause else one.label or one.type.label,
        severity=clause.kind.severity if clause else one.type.severity,
        explanation=wording.full_stop(f"Nobody spoke of it: {sentence[:_LONGEST]}"),
        impact=(charged(clause.kind, clause, figures) if clause else None) or cost(one, clause, figures),
        amounts=asked(clause, figures) if clause else None,
        evidence=one.evidence,
    )


_UNSAID = ("applies", "included", "none")
_LONGEST = 200


def _known(one: Adverse, own: Iterable[Clause]) -> Clause | None:
    """The statement whose kind names a stretch: one of its own type, or any where the type says little."""
    costly = [clause for clause in own if clause.kind.surprise and clause.claim.form not in (Form.NIL, Form.EXCLUDED)]
    named = (clause for clause in costly if one.type.id in types_of(clause.kind.id))
    return next(named, costly[0] if costly and one.type.general else None)


def _taxed(passages: Iterable[Passage], heard: Spoken, roles: Roles) -> Iterable[Evidence]:
    """The lines that answer a promise and add tax to it."""
    for passage in passages:
        if id(passage) not in heard.answers:
            continue
        for sign in signs(roles.told(passage.text)):
            if sign.type == "tax_on_top":
                yield from passage.evidence([(sign.start, sign.end)])


def _tax(lines: Iterable[Evidence]) -> Iterable[Surprise]:
    evidence = tuple(dict.fromkeys(lines))
    if evidence:
        kind = clause_types()["tax_on_top"]
        yield Surprise(
            term="clause.tax_on_top",
            label=kind.label,
            severity=kind.severity,
            explanation="Nobody spoke of tax; the paper adds it on top.",
            evidence=evidence,
        )


def _once(found: Iterable[Surprise]) -> Iterator[Surprise]:
    """What stands on several pages is one surprise, with each of its lines."""
    kept: dict[tuple[str | None, str, str], list[Surprise]] = {}
    for one in found:
        kept.setdefault((one.term, one.label, one.explanation), []).append(one)
    for same in kept.values():
        if len(same) == 1:
            yield same[0]
        else:
            lines = dict.fromkeys(line for one in same for line in one.evidence)
            yield same[0].model_copy(update={"evidence": tuple(lines)})
