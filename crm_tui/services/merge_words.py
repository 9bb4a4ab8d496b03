"""A merge and its undoing in the words of the desk: the same on the screen and on the command line."""

from collections.abc import Iterator

from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.membership import Membership
from crm_tui.domain.merge import Merge
from crm_tui.domain.occasion import Occasion
from crm_tui.services.merge_plan import Plan
from crm_tui.services.merging_customers import Parting

_LABELS = {
    "name": "name",
    "kind": "kind",
    "phone": "phone",
    "email": "e-mail",
    "place": "place",
    "owner": "owner",
    "since": "first contact",
    "household": "household",
    "language": "language",
    "channel": "reached by",
    "times": "times",
    "contact_days": "days in touch",
    "contacts": "contacts",
    "care": "to know",
    "occasions": "occasions",
    "memberships": "memberships",
}

_TABLES = {
    "deals": ("deal", "deals"),
    "interactions": ("contact", "contacts"),
    "commitments": ("commitment", "commitments"),
    "incidents": ("incident", "incidents"),
    "consents": ("consent", "consents"),
    "gifts": ("gift", "gifts"),
    "feedback": ("opinion", "opinions"),
    "referrals": ("referral", "referrals"),
    "handovers": ("handover", "handovers"),
    "merges": ("earlier merge", "earlier merges"),
    "distincts": ("“not the same”", "“not the same”"),
    "snoozes": ("line put off", "lines put off"),
}


def label(field: str) -> str:
    """What a field of a customer is called."""
    return _LABELS.get(field, field)


def fields(customer: Customer) -> Iterator[tuple[str, str]]:
    """Each field that says something, and what."""
    for name in _LABELS:
        if told := value(getattr(customer, name)):
            yield name, told


def value(of: object) -> str:
    """What a field says, in one line."""
    if isinstance(of, tuple):
        return "; ".join(map(_one, of))
    return "" if of is None else "; ".join(line for line in str(of).split("\n") if line)


def _one(part: object) -> str:
    if isinstance(part, Contact):
        return ", ".join(filter(None, (part.name, part.role, part.phone)))
    if isinstance(part, Occasion):
        return f"{part.name} {part.day}/{part.month}{f'/{part.year}' if part.year else ''}"
    if isinstance(part, Membership):
        return ", ".join(filter(None, (part.programme, part.level)))
    return str(part)


def moved(plan: Plan) -> str:
    """How much would move: "2 deals, 1 contact"."""
    return counted(plan.counts) or "nothing names them"


def counted(counts: dict[str, int]) -> str:
    """So many of each kind."""
    return ", ".join(f"{many} {_TABLES[table][many != 1]}" for table, many in counts.items())


def told(plan: Plan) -> list[tuple[str, str]]:
    """The lines of a preview: a label, and what it says."""
    stays, goes = plan.stays, plan.goes
    lines = [("stays", f"{stays.name} (#{stays.id})"), ("goes", f"{goes.name} (#{goes.id})")]
    before = dict(fields(stays))
    for name, after in fields(plan.left):
        was = before.get(name, "")
        lines.append((label(name), after if after == was else f"{after}  [was {was or 'empty'}]"))
    lines.append(("moves", moved(plan)))
    lines += [("look at", line) for line in plan.warnings]
    return lines


def parted(parting: Parting) -> list[tuple[str, str]]:
    """The lines that say how two would be taken apart."""
    counts: dict[str, int] = {}
    for one in parting.returning:
        counts[one.table] = counts.get(one.table, 0) + 1
    back, stays = parting.back, parting.stays
    return [
        ("comes back", f"{back.name} (#{back.id}), as of before {parting.merge.on}"),
        ("goes along", counted(counts) or "nothing"),
        ("stays", f"{stays.name} (#{stays.id})"),
        *(("look at", line) for line in parting.told),
    ]


def done(merge: Merge) -> str:
    """A merge in one line."""
    into = merge.before.name if merge.before else f"customer {merge.customer_id}"
    who = merge.was.name if merge.was else f"customer {merge.gone}"
    ended = f"; taken apart on {merge.undone_on}" if merge.undone_on else ""
    why = f": {merge.why}" if merge.why else ""
    return f"{who} (#{merge.gone}) into {into} (#{merge.customer_id}) on {merge.on} by {merge.by}{why}{ended}"
