"""Make the pictures of the README from the demo desk: ``python tests/pictures/make_pictures.py [FOLDER]``."""

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from crm_tui.bootstrap import open_desk
from crm_tui.paths import shipped_data
from crm_tui.store.demo import make_demo
from crm_tui.tui.app import DeskApp

DAY = date(2026, 11, 21)
SIZE = (80, 24)
PICTURES = {
    "today": (),
    "customer": ("2", "slash", *"vaishali", "enter", "enter"),
    "review": ("5", "slash", *"trimurti", "enter", "enter", "N"),
}
"""The keys that lead to each picture."""


async def picture(store: Path, keys: tuple[str, ...]) -> str:
    """What the screen shows after these keys, as SVG; the same input gives the same bytes."""
    with open_desk(store) as desk:
        app = DeskApp(replace(desk, today=lambda: DAY, officer="asha", knows_login=lambda _: True))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            return app.export_screenshot(title="crm-tui")


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is being reckoned: what was read may set off something else."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def make(folder: Path) -> None:
    """Write every picture into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        store = make_demo(shipped_data(), Path(temporary) / "demo", DAY)
        for name, keys in PICTURES.items():
            svg = asyncio.run(picture(store, keys))
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
