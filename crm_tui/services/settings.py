"""What the firm calls things, and what it says on which day: one record, and the usual one where none is kept."""

from crm_tui.domain.errors import DeskError
from crm_tui.domain.settings import Settings
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.services import records, staff
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile
from crm_tui.services.ports import Records

USUAL = Settings()
"""Where nobody saved any: customers are customers, stages have their usual names, and no message is kept."""


def of(store: Records) -> Settings:
    """The settings of a desk; the usual ones, with the number 0, where none were saved."""
    # one record; were there two, everybody would go by the first
    return next(iter(store.find(Settings)), USUAL)


def changed(before: Settings, after: Settings) -> tuple[str, ...]:
    """The names of the settings in which two differ, in their order."""
    return tuple(
        name for name in Settings.model_fields if name != "id" and getattr(before, name) != getattr(after, name)
    )


def save(desk: Desk, before: Settings, after: Settings, why: str = "settings changed") -> Settings:
    """Keep the settings of ``after``, whatever its number; ``before`` is what was read. One undo takes it back.

    Raises:
        NotAllowed: who sits here may not change the settings.
        ChangedMeanwhile: somebody else saved them since; it holds both.
        DeskError: nothing differs, or the settings can't be as they are.
    """
    staff.require(desk, MAY_CHANGE_STAFF, "changing the settings")
    with records.in_plain_words(), desk.acting(why) as now:
        current = of(now)
        if current != before:
            raise ChangedMeanwhile(before, after, current, records.last_hand(desk, current))
        kept = Settings.model_validate({**dict(after), "id": current.id})
        if not changed(current, kept):
            raise DeskError("nothing differs from the settings as they are: nothing was saved")
        if not current.id:
            return now.add(kept)
        now.put(kept)
        return kept
