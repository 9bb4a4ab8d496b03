"""The vocabulary of a desk: the packs that ship with the program, and those of the firm."""

from crm_tui.comparison.kinds import Vocabulary, install, installed
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.services.desk import Desk


def ready(desk: Desk) -> Vocabulary:
    """Make sure that what is heard and read next is read with this desk's vocabulary, and return that."""
    install(own_packs(desk).packs)
    return installed()


def own_packs(desk: Desk) -> OwnPacks:
    """The firm's packs, and what is wrong with those that are left out."""
    return desk.own_packs() if desk.own_packs is not None else OwnPacks()
