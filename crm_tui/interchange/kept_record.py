"""How much was kept on time, as plain text, Markdown and JSON; and the cases behind a number."""

from collections.abc import Sequence
from itertools import dropwhile

from crm_tui.domain.commitment import Commitment
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, one_line, padded, width
from crm_tui.interchange.markdown import escaped
from crm_tui.services.customers import Names
from crm_tui.services.kept_record import FEW, Case, KeptRecord, LeftOut, Outcome, Row
from crm_tui.services.ports import Records
from crm_tui.services.shares import share

_WORSE = (Outcome.LATE, Outcome.PARTLY, Outcome.BROKEN, Outcome.OVERDUE)
_NAME = 24
_BAR = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"


def as_text(record: KeptRecord) -> str:
    """The whole first, then a line for each row, then the trend; readable at 80 columns."""
    lines = [_title(record)]
    if not record.total.cases:
        return "\n".join([*lines, *_left_out(record), ""])
    lines += [_parts(record.total), *_left_out(record), ""]
    lines.append(padded(f"BY {record.by.upper()}", _NAME) + f"{'on time':>15}" + "   not kept on time")
    lines += [_line(row) for row in record.rows]
    lines += ["", "TREND (on time out of due, by the month in which it was due)", *trend(record)]
    return "\n".join([*lines, ""])


def as_markdown(record: KeptRecord) -> str:
    """A heading, the whole, and a table of the rows."""
    lines = [f"# {escaped(_title(record))}", "", *map(escaped, _left_out(record)), ""]
    lines.append(f"| {record.by} | due | on time | share | " + " | ".join(_WORSE) + " |")
    lines.append("| --- | ---: | ---: | ---: |" + " ---: |" * len(_WORSE))
    for row in (*record.rows, record.total):
        counts = (len(row.cases), row.on_time, _share(row), *(row.count(one) for one in _WORSE))
        lines.append(f"| {escaped(row.name)} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join([*lines, ""])


def as_json(record: KeptRecord) -> str:
    """Every row with its counts and the numbers of its cases; ``share`` is null where there are too few."""
    return dumped(
        {
            "as_of": record.as_of.isoformat(),
            "since": record.since.isoformat() if record.since else None,
            "by": record.by.value,
            "total": _value(record.total),
            "rows": [_value(row) for row in record.rows],
            "trend": [_value(row) for row in record.trend],
            "not_counted": {why.replace(" ", "_"): numbers for why, numbers in record.left_out.items()},
        }
    )


def cases_as_text(records: Records, row: Row) -> str:
    """The cases of a row, a line each: by what day, what became of it, and what it was."""
    names = Names(records)
    lines = [f"{row.name}: {_told(row)}"]
    lines += [_case(records, names, one) for one in row.cases]
    return "\n".join([*lines, ""])


def cases_as_json(records: Records, row: Row) -> str:
    """A row with its counts, and each of its cases; what is null is of a commitment that is gone."""
    names = Names(records)
    return dumped(_value(row) | {"cases": [_case_value(records, names, one) for one in row.cases]})


def left_out_as_text(records: Records, why: LeftOut, numbers: Sequence[int]) -> str:
    """What is not counted, a line each."""
    names, lines = Names(records), [f"not counted, {why}: {len(numbers)}"]
    for number in numbers:
        one = records.get(Commitment, number)
        label = f"  {padded(f'#{number}', 7)}"
        lines.append(hanging(label, f"{names.of(one.customer_id)}: {one.words} ({one.owner})" if one else "gone"))
    return "\n".join([*lines, ""])


def left_out_as_json(why: LeftOut, numbers: Sequence[int]) -> str:
    """Why they are not counted, and their numbers."""
    return dumped({"name": why.value, "not_counted": list(numbers)})


def trend(record: KeptRecord) -> list[str]:
    """A bar for each month since the first case: its length is the share kept on time, beside it are the numbers."""
    months = dropwhile(lambda row: not row.cases, record.trend)
    return [f"  {row.name}  {padded(_bar(row), _BAR + 1)} {_numbers(row)}".rstrip() for row in months]


def _title(record: KeptRecord) -> str:
    span = f"from {record.since} to {record.as_of}" if record.since else f"until {record.as_of}"
    return f"Kept on time {span}: {_told(record.total)}"


def _told(row: Row) -> str:
    return (
        f"{row.on_time} of {len(row.cases)}" + (f" ({row.share} %)" if row.share is not None else "")
        if (row.cases)
        else "nothing was due yet"
    )


def _parts(row: Row) -> str:
    return "  " + (" · ".join(f"{row.count(one)} {one}" for one in _WORSE if row.count(one)) or "nothing else")


def _left_out(record: KeptRecord) -> list[str]:
    counted = [f"{len(numbers)} {why}" for why, numbers in record.left_out.items() if numbers]
    return [f"  not counted: {' · '.join(counted)}"] if counted else []


def _line(row: Row) -> str:
    name = one_line(row.name)
    if width(name) > _NAME - 2:
        name = f"{name[: _NAME - 3]}…"
    parts = ", ".join(f"{row.count(one)} {one}" for one in _WORSE if row.count(one))
    return (padded(f"  {name}", _NAME) + f"{_numbers(row):>15}   {parts}").rstrip()


def _numbers(row: Row) -> str:
    if not row.cases:
        return "–"
    share = f"  {row.share:>3} %" if row.share is not None else "       "
    return f"{row.on_time} of {len(row.cases)}{share}"


def _bar(row: Row) -> str:
    if len(row.cases) < FEW:
        return ""
    eighths = share(row.on_time, len(row.cases), 8 * _BAR)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _share(row: Row) -> str:
    return f"{row.share} %" if row.share is not None else "–"


def _case(records: Records, names: Names, case: Case) -> str:
    one = records.get(Commitment, case.commitment_id)
    label = f"  {padded(f'#{case.commitment_id}', 7)}due {case.due}  "
    if one is None:
        return f"{label}gone"
    # what is settled by now may have been open on the day asked for
    became = str(case.outcome) if case.outcome is Outcome.OVERDUE else f"{case.outcome} ({one.settled_on})"
    moved = f", first due {one.first_due}" if case.moved else ""
    return hanging(label, f"{became}{moved}: {names.of(one.customer_id)}: {one.words} ({case.owner})")


def _case_value(records: Records, names: Names, case: Case) -> dict[str, object]:
    one = records.get(Commitment, case.commitment_id)
    return {
        "id": case.commitment_id,
        "due": case.due.isoformat(),
        "became": case.outcome.value,
        "moved": case.moved,
        "owner": case.owner,
        "customer": {"id": one.customer_id, "name": names.of(one.customer_id)} if one else None,
        "words": one.words if one else None,
    }


def _value(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "due": len(row.cases),
        "on_time": row.on_time,
        "share": row.share,
        **{one.value.replace(" ", "_"): row.count(one) for one in _WORSE},
        "cases": [one.commitment_id for one in row.cases],
    }


def found(rows: Sequence[Row], wanted: str) -> Row | None:
    """The row of this name, letter case aside."""
    return next((row for row in rows if row.name.casefold() == wanted.strip().casefold()), None)
