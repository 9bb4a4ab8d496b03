"""The daily check as plain text, Markdown and JSON."""

from datetime import date

from crm_tui.domain.calendar import When
from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging, padded
from crm_tui.interchange.markdown import escaped
from crm_tui.services.daily_check import DailyCheck, Owed


def as_text(check: DailyCheck, owner: str | None = None) -> str:
    """Counts on top, then each group with a line for each commitment; readable at 80 columns."""
    lines = [hanging("", _title(check, owner)), _counts(check)]
    for group in When:
        owed = check.group(group)
        if owed:
            lines += ["", f"{group.value.upper()} ({len(owed)})"]
            lines += [_line(one, check.as_of) for one in owed]
    return "\n".join([*lines, ""])


def as_markdown(check: DailyCheck, owner: str | None = None) -> str:
    """A heading, the counts, and a table for each group."""
    lines = [f"# {escaped(_title(check, owner))}", "", _counts(check)]
    for group in When:
        owed = check.group(group)
        if owed:
            lines += ["", f"## {group.value.capitalize()} ({len(owed)})", ""]
            lines += [
                "| # | due | customer | what | deal | kind | owner |",
                "| ---: | --- | --- | --- | --- | --- | --- |",
            ]
            lines += [_row(one) for one in owed]
    return "\n".join([*lines, ""])


def as_json(check: DailyCheck, owner: str | None = None, problem: str = "") -> str:
    """``as_of``, ``owner``, ``counts`` by group and ``commitments`` in the order in which they want attention.

    A ``problem`` of the store stands there too, with the code to exit with, as when it can't be read at all.
    """
    return json_text.dumped(
        {
            "as_of": check.as_of.isoformat(),
            "owner": owner,
            "counts": {group.value.replace(" ", "_"): len(check.group(group)) for group in When},
            "commitments": [_value(one, check.as_of) for one in check.owed],
        }
        | ({"problem": problem, "exit": 2} if problem else {})
    )


def _title(check: DailyCheck, owner: str | None) -> str:
    return f"Daily check for {check.as_of.isoformat()}" + (f", owner {owner}" if owner is not None else "")


def _counts(check: DailyCheck) -> str:
    if not check.owed:
        return "Nothing is owed."
    return " · ".join(f"{len(check.group(group))} {group.value}" for group in When)


def _line(one: Owed, as_of: date) -> str:
    owed = one.commitment
    label = f"  {padded(f'#{owed.id}', 6)} {padded(_standing(one, as_of), 15)} "
    about = f"{one.customer}, {one.deal}" if one.deal else one.customer
    return hanging(label, f"{about}: {owed.words} ({owed.kind}, {owed.owner})")


def _standing(one: Owed, as_of: date) -> str:
    due = one.commitment.due
    if due is None:
        return "-"
    late = (as_of - due).days
    if late > 0:
        return "1 day late" if late == 1 else f"{late} days late"
    return due.isoformat()


def _row(one: Owed) -> str:
    owed = one.commitment
    due = owed.due.isoformat() if owed.due else ""
    cells = (str(owed.id), due, one.customer, owed.words, one.deal or "", owed.kind.value, owed.owner)
    return f"| {' | '.join(map(escaped, cells))} |"


def _value(one: Owed, as_of: date) -> dict[str, object]:
    owed = one.commitment
    return {
        "id": owed.id,
        "when": one.when.value,
        "due": owed.due.isoformat() if owed.due else None,
        "days_late": max(0, (as_of - owed.due).days) if owed.due else 0,
        "kind": owed.kind.value,
        "certainty": owed.certainty.value,
        "status": owed.status.value,
        "words": owed.words,
        "customer": {"id": owed.customer_id, "name": one.customer},
        "deal": {"id": owed.deal_id, "title": one.deal} if owed.deal_id else None,
        "owner": owed.owner,
        "made_on": owed.made_on.isoformat(),
    }
