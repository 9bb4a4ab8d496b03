"""What libraries load although nothing here uses it. Before pydantic is imported."""

import os
import sys
from pathlib import Path
from types import ModuleType

_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where Python looks for time zones unless it was built to look elsewhere."""


def leave_out() -> None:
    """Have it not loaded: it takes time and memory in every process."""
    # else pydantic looks through every installed package for plugins, and runs what it finds
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # told so it would still load what reads packages, mail headers and archives: longer than what it is needed for
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)
    if Path(_ZONES[0]).is_dir():
        # else all settings with which Python was built are loaded, and kept, to ask them for this one
        os.environ["PYTHONTZPATH"] = os.pathsep.join(_ZONES)
