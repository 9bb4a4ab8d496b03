"""Who put an incident right, kept whenever one is saved."""

from crm_tui.domain.incident import Incident


def kept_up(was: Incident | None, incident: Incident, by: str) -> Incident:
    """An incident as it is to be stored: closed by who closes it, whoever sees to it; by nobody while it is open.

    What ``incident`` itself says of that is left aside, so that nobody makes it up.
    """
    if incident.is_open:
        closed_by = ""
    elif was is not None and not was.is_open:
        closed_by = was.closed_by
    else:
        closed_by = by
    return incident if incident.closed_by == closed_by else incident.model_copy(update={"closed_by": closed_by})
