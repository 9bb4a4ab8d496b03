"""The sections of a customer's page, in the order in which they stand there.

A part of the desk declares its section in a module beside this one, with its lines, facts, forms and keys, and names
it here. A record without a page of its own is shown in full; ``open_record`` in ``screens/detail.py`` knows the pages.
"""

from crm_tui.tui.sections.allowed import ALLOWED
from crm_tui.tui.sections.business import DEALS, NEEDS, OWED
from crm_tui.tui.sections.feedback import FEEDBACK
from crm_tui.tui.sections.gifts import GIFTS
from crm_tui.tui.sections.handovers import HANDOVERS
from crm_tui.tui.sections.household import HOUSEHOLD
from crm_tui.tui.sections.referrals import REFERRALS
from crm_tui.tui.sections.section import Section
from crm_tui.tui.sections.state import STATE
from crm_tui.tui.sections.timeline import TIMELINE

SECTIONS: tuple[Section, ...] = (
    STATE,
    NEEDS,
    OWED,
    DEALS,
    HOUSEHOLD,
    ALLOWED,
    REFERRALS,
    FEEDBACK,
    GIFTS,
    HANDOVERS,
    TIMELINE,
)
"""All of them; each is declared in a module of its own."""
