"""From which moment, and by which working days, words such as "friday" are counted at a desk."""

from datetime import datetime

from crm_tui.domain.spoken_calendar import Reckoning
from crm_tui.services import work_calendar
from crm_tui.services.desk import Desk
from crm_tui.services.desk_clock import at_desk
from crm_tui.services.ground_rules import in_force


def reckoning(desk: Desk) -> Reckoning:
    """The day and the hour are the desk's, wherever the machine stands."""
    rules = in_force(desk.store)
    now = datetime.combine(desk.today(), at_desk(desk.now(), rules).time())
    return Reckoning(now, work_calendar.of(rules).is_working)
