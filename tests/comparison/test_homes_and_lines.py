"""Short promises of homes, telephone lines and services beside a clause as papers write it."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

HOMES = [
    ("nobody signs personally", "The obligations of Tenant are guaranteed by Guarantor.", Verdict.CONTRADICTED),
    ("won't shift you to another unit", "Landlord may relocate Tenant to other premises.", Verdict.CONTRADICTED),
    ("can take a flatmate", "The Tenant shall not part with possession of the premises.", Verdict.CONTRADICTED),
    ("no move in charges", "A non-refundable move-in fee of $300 is charged.", Verdict.CONTRADICTED),
    ("no joining fee", "Onboarding charge (not refunded): 1,999", Verdict.CONTRADICTED),
    ("rent won't go up for 11 months", "The fee is held constant for 11 months.", Verdict.MATCHES),
]
LINES = [
    ("phone is not locked", "All handsets are supplied unlocked.", Verdict.MATCHES),
    ("phone is not locked", "The handset is locked to our network.", Verdict.CONTRADICTED),
    ("live within 14 days", "The line is activated not later than 14 days after signature.", Verdict.MATCHES),
    ("no set up costs", "A one-off set-up charge of £49.99 applies.", Verdict.CONTRADICTED),
    ("moving house is free", "If you move home, a charge of £20 applies to move your services.", Verdict.CONTRADICTED),
]
SERVICES = [
    ("technician within 4 hours", "Our technician will attend within 8 hours.", Verdict.WORSE),
    ("workmanship 10 yrs", "The work shall be free from defects in workmanship for 5 years.", Verdict.WORSE),
    (
        "main panel upgrade is on us",
        "The cost of a panel upgrade is $2,000.",
        Verdict.CONTRADICTED,
    ),
]
CASES = [
    pytest.param(*row, area, id=f"{row[0]} | {row[1][:30]}")
    for area, rows in ((Area.LEASE, HOMES), (Area.TELECOM, LINES), (Area.SERVICE, SERVICES))
    for row in rows
]


@pytest.mark.parametrize(("note", "clause", "verdict", "area"), CASES)
def test_the_desk_and_the_paper_say_it_in_words_of_their_own(beside, note, clause, verdict, area):
    found = beside(note, f"TERMS\n{clause}\nSigned by both parties.", area).findings
    assert [one.verdict for one in found] == [verdict]
