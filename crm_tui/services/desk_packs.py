"""The firm's own packs of terms of a desk: one set for all who work at its store."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from crm_tui.comparison.own_packs import OwnPacks, checked
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.domain.text import quoted, visible
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.staff import require
from crm_tui.services.watched import CHANGING_PACKS


def files(among: Records) -> list[PackFile]:
    """The files that are installed, by name."""
    return sorted(among.find(PackFile), key=lambda one: one.name)


def own_packs(desk: Desk) -> OwnPacks:
    """The packs in them, the same object while none changes, and what is wrong with those that are left out."""
    return _checked(tuple((one.name, one.text) for one in files(desk.store)))


def beside_the_others(desk: Desk, new: Mapping[str, str]) -> OwnPacks:
    """What the packs would be with these files, which stand in for those of the same name. Nothing is stored."""
    return checked({one.name: one.text for one in files(desk.store)} | dict(new))


def install(desk: Desk, new: Mapping[str, str]) -> list[PackFile]:
    """Have everybody at the desk hear and read with these files too: texts by name, all of them or none.

    One that is there already as it is stays; one of the same name that says something else gives way.

    Raises:
        NotAllowed: who sits here may not change the ground rules, and so not the packs.
        DeskError: a file has a fault, by itself or beside the others; the line names the first.
    """
    require(desk, MAY_CHANGE_STAFF, f"changing {CHANGING_PACKS}")
    what = ", ".join(new)
    with records.in_plain_words(), desk.acting(f"packs installed: {what}"[:200]) as now:
        there = {one.name: one for one in now.find(PackFile)}
        texts = {name: one.text for name, one in there.items()}
        before, after = checked(texts), checked(texts | dict(new))
        wrong = [one for one in after.faults if one not in before.faults or one.startswith(_beginnings(new))]
        if wrong:
            more = f" (and {len(wrong) - 1} more: crm-tui packs --check lists them)" if len(wrong) > 1 else ""
            raise DeskError(f"{wrong[0]}{more}; nothing was installed")
        for name, text in new.items():
            one = PackFile(name=name, text=text, installed_by=desk.officer, installed_on=desk.today())
            if name not in there:
                now.add(one)
            elif there[name].text != text:
                now.put(one.model_copy(update={"id": there[name].id}))
    return files(desk.store)


def remove(desk: Desk, name: str) -> PackFile:
    """Have nobody hear and read with a file any more; the history of the store keeps it.

    Raises:
        NotAllowed: as for installing one.
        NotFound: there is none of this name.
    """
    require(desk, MAY_CHANGE_STAFF, f"changing {CHANGING_PACKS}")
    with desk.acting(f"pack removed: {name}"[:200]) as now:
        found = named(now, name)
        now.remove(found)
    return found


def named(among: Records, name: str) -> PackFile:
    """The file of this name.

    Raises:
        NotFound: there is none.
    """
    found = next((one for one in among.find(PackFile) if one.name == name), None)
    if found is None:
        raise NotFound(f"this desk has no pack {quoted(name)}: crm-tui packs lists them")
    return found


def _beginnings(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{visible(one)}: " for one in names)


@lru_cache(maxsize=4)
def _checked(texts: tuple[tuple[str, str], ...]) -> OwnPacks:
    return checked(dict(texts))
