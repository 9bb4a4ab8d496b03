"""What a deal costs the customer, as parts of a print."""

from crm_tui.comparison.differences import CONTINGENT
from crm_tui.domain.money import grouped
from crm_tui.domain.money_effect import MoneyEffect, Sum
from crm_tui.services.course_chart import points
from crm_tui.services.money_effect import HEADS, amount_in_words, course_rows
from crm_tui.services.printout import Block, Paragraph, Rows, Table

_MOST_STRETCHES = 12


def money_blocks(found: MoneyEffect) -> list[Block]:
    """Each sum with its parts, what has no price, and what is paid over time; nothing where nothing differs."""
    blocks: list[Block] = []
    for kind, head in HEADS.items():
        sums = [row for one in found.sums if one.kind == kind for row in _sum(one)]
        if sums:
            blocks.append(Rows(tuple(sums), head))
    if found.unpriced:
        blocks.append(Rows(tuple((one.label, one.why) for one in found.unpriced), "Differs, and is in no sum"))
    for course in found.courses:
        columns = (f"{course.label} ({course.currency})", "said", "paper", "difference")
        times = course_rows(course)
        if course.reckoned:
            blocks.append(Paragraph(f"{course.label}: reckoned from amount, rate and time."))
        stretches = points(course)
        if not course.is_level:
            times += [
                (
                    f"{course.every} {one.first}" + (f" to {one.last}" if one.last > one.first else ""),
                    grouped(one.said, course.currency),
                    grouped(one.paper, course.currency),
                    "",
                )
                for one in stretches[:_MOST_STRETCHES]
            ]
            if (left := len(stretches) - _MOST_STRETCHES) > 0:
                times.append((f"and {left} more changes", "", "", ""))
        blocks.append(Table(columns, tuple(times), (34, 22, 22, 32)))
    return blocks


def _sum(one: Sum) -> list[tuple[str, str]]:
    parts = [(part, f"{part.label}: {part.basis}") for part in one.parts]
    if len(parts) == 1:
        return [(amount_in_words(one), parts[0][1])]
    each_once = ", if each of these came once" if one.kind == CONTINGENT else ""
    return [
        (f"{amount_in_words(one)}{each_once}", ""),
        *((grouped(part.amount, one.currency), words) for part, words in parts),
    ]
