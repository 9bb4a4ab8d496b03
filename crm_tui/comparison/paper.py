"""A paper in, documented terms out."""

from crm_tui.domain.claim import Claim
from crm_tui.domain.record import Model
from crm_tui.domain.review import Evidence


class DocumentedTerm(Model):
    """One statement of the paper about one term."""

    label: str
    """The term in plain words."""

    claim: Claim
    """What the paper says of it; ``claim.said`` shows it."""

    evidence: tuple[Evidence, ...]
    """Where it stands."""
