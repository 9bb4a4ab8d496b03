from pathlib import Path

import pytest

from tests.pictures.make_pictures import PICTURES, make

HERE = Path(__file__).parent


@pytest.mark.slow
def test_the_readmes_pictures_show_the_program_of_today(tmp_path: Path) -> None:
    make(tmp_path)
    stale = [
        name for name in PICTURES if (tmp_path / f"{name}.svg").read_bytes() != (HERE / f"{name}.svg").read_bytes()
    ]
    assert not stale, f"make them anew with python tests/pictures/make_pictures.py: {stale}"
