"""Where the desk's files are. Nothing is looked up before it is asked for."""

import os
from pathlib import Path

from crm_tui.domain.errors import DeskError

STORE_NAME = "desk.json"


def store_path(named: str | None) -> Path:
    """The store named on the command line, else by ``CRM_TUI_STORE``, else in the user's data folder.

    Raises:
        DeskError: it lies in the home folder of nobody.
    """
    wanted = named if named is not None else os.environ.get("CRM_TUI_STORE")
    if wanted or named is not None:
        return typed_path(wanted or "")
    import platformdirs

    return platformdirs.user_data_path("crm-tui", appauthor=False) / STORE_NAME


def packs_folder() -> Path:
    """The folder of somebody's personal packs: ``CRM_TUI_PACKS``, else ``packs`` in the user's settings folder.

    Raises:
        DeskError: it lies in the home folder of nobody.
    """
    if wanted := os.environ.get("CRM_TUI_PACKS"):
        return typed_path(wanted)
    import platformdirs

    return platformdirs.user_config_path("crm-tui", appauthor=False) / "packs"


def drafts_folder() -> Path:
    """The folder of what somebody typed and did not save, in their state folder: nobody else's."""
    import platformdirs

    return platformdirs.user_state_path("crm-tui", appauthor=False) / "drafts"


def habits_file() -> Path:
    """Where somebody's own choices for the screens are kept: ``screens.json`` in the user's settings folder."""
    import platformdirs

    return platformdirs.user_config_path("crm-tui", appauthor=False) / "screens.json"


def keys_file() -> Path:
    """Where somebody's own keys are kept: ``keys.conf`` in the user's settings folder."""
    import platformdirs

    return platformdirs.user_config_path("crm-tui", appauthor=False) / "keys.conf"


def typed_path(typed: str) -> Path:
    """A path as it is typed, in which ``~`` is a home folder.

    Raises:
        DeskError: nobody has that home folder.
    """
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise DeskError(f"{typed}: nobody here has that home folder: give the whole path") from None


def shipped_data() -> Path:
    """The folder of the demo desk: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
