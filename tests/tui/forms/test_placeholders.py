"""What stands in an empty field is read to its end on a terminal of 60 columns."""

import pytest
from textual.widgets import Input

from crm_tui.services.desk import Desk
from crm_tui.tui.present import cells
from tests.tui.forms.every_form import EVERY


@pytest.mark.parametrize("name", EVERY)
async def test_no_hint_is_cut_at_60_columns(desk: Desk, sit, name: str) -> None:
    async with sit(EVERY[name].open(desk), (60, 15)) as at:
        shown = [one for one in at.form.query(Input) if one.content_size.width]
        cut = [one.placeholder for one in shown if cells(one.placeholder) > one.content_size.width]
    assert cut == []
