"""What the firm calls things, and what it says on which day: one record, and the usual one where none is kept."""

from collections.abc import Iterable, Sequence

from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Model
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.domain.text import quoted
from crm_tui.services import records
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.permissions import require_role
from crm_tui.services.ports import Records, Transaction

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
    from crm_tui.services.merging import ChangedMeanwhile

    require_role(desk.store, desk.officer, desk.today(), MAY_CHANGE_STAFF, "changing the settings")
    with records.in_plain_words(), desk.acting(why) as now:
        current = of(now)
        if current != before:
            raise ChangedMeanwhile(before, after, current, records.last_hand(desk, current))
        kept = Settings.model_validate({**dict(after), "id": current.id})
        if not changed(current, kept):
            raise DeskError("nothing differs from the settings as they are: change one first")
        return put(now, kept)


def put(now: Transaction, kept: Settings) -> Settings:
    """Keep settings as part of a transaction."""
    if not kept.id:
        return now.add(kept)
    now.put(kept)
    return kept


def with_message(kept: Settings, one: Template) -> Settings:
    """The settings with a message, in the place of the one that is called so."""
    return _with(kept, "templates", [*_other_messages(kept, one.name), one])


def without_message(kept: Settings, name: str) -> Settings:
    """The settings without a message.

    Raises:
        NotFound: there is none of this name.
    """
    rest = _other_messages(kept, name)
    if len(rest) == len(kept.templates):
        raise NotFound(f"no message is called {quoted(name)}: {_names(kept.templates) or 'none is kept yet'}")
    return _with(kept, "templates", rest)


def with_festival(kept: Settings, one: Festival) -> Settings:
    """The settings with a festival, in the place of the same one in the same region and year."""
    others = [each for each in kept.festivals if festival_key(each) != festival_key(one)]
    days: list[Festival] = sorted([*others, one], key=_by_day)
    return _with(kept, "festivals", days)


def without_festival(kept: Settings, name: str) -> Settings:
    """The settings without a festival, in all regions and years.

    Raises:
        NotFound: there is none of this name.
    """
    rest = [one for one in kept.festivals if folded(one.occasion.name) != folded(name)]
    if len(rest) == len(kept.festivals):
        known = _names([one.occasion for one in kept.festivals])
        raise NotFound(f"no festival is called {quoted(name)}: {known or 'none is kept yet'}")
    return _with(kept, "festivals", rest)


def without(kept: Settings, one: Template | Festival) -> Settings:
    """The settings without one message, or one festival of one region and year."""
    if isinstance(one, Template):
        return without_message(kept, one.name)
    return _with(kept, "festivals", [each for each in kept.festivals if each != one])


def festival_key(one: Festival) -> tuple[str, str, int | None]:
    """What tells a festival from another one."""
    return folded(one.occasion.name), folded(one.region), one.only_in


def _with(kept: Settings, name: str, values: Sequence[Model]) -> Settings:
    with records.in_plain_words():
        return Settings.model_validate({**dict(kept), name: tuple(values)})


def _other_messages(kept: Settings, name: str) -> list[Template]:
    return [one for one in kept.templates if folded(one.name) != folded(name)]


def _by_day(one: Festival) -> tuple[int, int, int]:
    return one.only_in or 0, one.occasion.month, one.occasion.day


def _names(ones: Iterable[Template | Occasion]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in ones))
