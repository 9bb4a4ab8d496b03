"""What the forms look like. Look at a changed picture before accepting it: ``pytest --snapshot-update``."""

from collections.abc import Callable

import pytest

from crm_tui.comparison.promises import Promise
from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui.app import DeskApp
from crm_tui.tui.forms import heard
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.form import Form
from tests.tui.waiting import settled, typing_paused

NOTE = "8.4 fixed for 3 yrs, no PF, and a golden handshake"


def _clashing(desk: Desk) -> Form:
    """A form for a deal that a colleague has saved since: the same title, and another field."""
    deal = desk.store.get(Deal, 1)
    colleague = TinyStore(desk.store.path, by="ravi")
    with colleague.transaction() as now:
        now.put(deal.model_copy(update={"title": "Home loan, flat in Baner", "next_step": "Ravi sends the letter"}))
    colleague.storage.close()
    return DealForm(desk, deal, deal.customer_id)


FORMS: dict[str, tuple[Callable[[Desk], Form], list[str]]] = {
    "customer": (lambda desk: CustomerForm(desk, desk.store.get(Customer, 2)), []),
    "commitment": (lambda desk: CommitmentForm(desk, desk.store.get(Commitment, 1)), ["down", "down"]),
    "faults": (lambda desk: CustomerForm(desk, None), ["ctrl+s"]),
    "leaving": (lambda desk: CustomerForm(desk, None), ["A", "escape"]),
    "picking": (lambda desk: CaptureForm(desk), ["a", "n"]),
    "conflict": (_clashing, ["tab", *" (joint)", "ctrl+s"]),
    "capture": (lambda desk: CaptureForm(desk, 1, 1), list(NOTE)),
}


def _hear(*_: object) -> tuple[Promise, ...]:
    def promise(text: str, label: str, said: str, term: str | None = "loan") -> Promise:
        start = NOTE.index(text)
        return Promise(text=text, start=start, end=start + len(text), claim=Claim(term=term, said=said), label=label)

    return (
        promise("8.4 fixed for 3 yrs", "Rate of interest", "8.4 % p.a."),
        promise("no PF", "Processing fee", "no charge"),
        promise("a golden handshake", "not understood", "a golden handshake", None),
    )


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", FORMS)
def test_the_form_looks_as_accepted(
    name: str, size: tuple[int, int], colour: bool, desk: Desk, snap_compare, monkeypatch
) -> None:
    monkeypatch.setattr(heard, "hear", _hear)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    make, keys = FORMS[name]

    async def press(pilot) -> None:
        pilot.app.open_form(make(desk))
        await settled(pilot)
        await pilot.press(*keys)
        await typing_paused(pilot)
        await settled(pilot)

    assert snap_compare(DeskApp(desk), terminal_size=size, run_before=press)
