"""The kinds of records that a desk holds. It loads all of them: few ask for more than some."""

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.resolution import Acknowledgement, Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.settings import Settings
from crm_tui.domain.sign_off import Review
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member
from crm_tui.domain.waiver import Waiver

KINDS: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (
        Acknowledgement,
        Commitment,
        Consent,
        Customer,
        Deal,
        Distinct,
        Document,
        Feedback,
        Gift,
        Handover,
        Incident,
        Interaction,
        LearntName,
        Merge,
        PackFile,
        Referral,
        Resolution,
        GroundRules,
        Review,
        SavedView,
        Settings,
        Member,
        Snooze,
        Waiver,
    )
}
"""The kind of record that each table of a desk holds."""
