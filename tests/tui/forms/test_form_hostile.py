"""Whatever was stored or pasted is shown and kept, and never obeyed."""

import re

import pytest
from textual.widgets import TextArea

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Interaction
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.interaction import InteractionForm

HOSTILE = {
    "a closing tag": ("[/x]", "[/x]"),
    "an action": ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    "a title sequence": ("\x1b]0;x\x07", "␛]0;x␇"),
    "a direction override": ("a\u202eb", "a\ufffdb"),
    "odd line breaks": ("a\x0bb\u2028c", "a"),
}
each = pytest.mark.parametrize(("text", "seen"), HOSTILE.values(), ids=HOSTILE.keys())


def _raw(screen: str) -> bool:
    return any((ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0 for letter in screen)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("[/x][@click=app.quit]\x1b]0;x\x07\u202eb", "[/x][@click=app.quit]␛]0;x␇\ufffdb", id="all"),
        pytest.param(*HOSTILE["odd line breaks"], id="odd line breaks"),
    ],
)
async def test_stored_text_is_shown_in_every_form_and_saved_as_it_was(desk: Desk, sit, text: str, seen: str) -> None:
    with desk.store.transaction() as now:
        customer = now.add(
            now.get(Customer, 1).model_copy(
                update={
                    "name": text,
                    "phone": text,
                    "email": "x@" + re.sub(r"[@\s]", "", text),
                    "place": text,
                    "owner": text,
                    "care": text,
                    "contacts": (Contact(name=text.replace("\x0b", "").replace("\u2028", ""), role="", phone=""),),
                }
            )
        )
        theirs = {"customer_id": customer.id, "owner": text}
        deal = now.add(now.get(Deal, 1).model_copy(update=theirs | {"title": text, "next_step": text}))
        about = {"customer_id": customer.id, "deal_id": deal.id}
        contact = now.add(now.get(Interaction, 1).model_copy(update=about | {"by": text, "said": text}))
        owed = now.add(now.get(Commitment, 1).model_copy(update=theirs | about | {"words": text, "remark": text}))
    forms = [
        (CustomerForm(desk, customer), "place"),
        (DealForm(desk, deal), "next_step"),
        (InteractionForm(desk, contact), "by"),
        (CommitmentForm(desk, owed), "owner"),
    ]
    for form, field in forms:
        async with sit(form) as at:
            assert at.screen.count(seen) >= 3
            assert not _raw(at.screen)
            assert not form.dirty
            await at.to(field)
            await at.press("end", "z")
            assert form.dirty
            await at.press("ctrl+s")
            # another owner is kept in the history, which is not what is typed
            before, after = (one.model_dump(exclude={"owners"}) for one in (form.record, at.result))
            assert after == before | {field: before[field] + "z"}


@each
async def test_pasted_text_is_shown_and_saved(desk: Desk, sit, text: str, seen: str) -> None:
    async with sit(CaptureForm(desk)) as at:
        await at.paste("Zed " + text.splitlines()[0])
        assert "new customer: " in at.screen
        assert not _raw(at.screen)
        await at.press("enter")
        await at.to("note")
        await at.paste("Said: " + text)
        await at.heard()
        assert isinstance(at.app.focused, TextArea)
        assert seen in at.line("Said:")
        assert not _raw(at.screen)
        await at.press("ctrl+s")
        saved = at.result
    assert saved.customer.name == "Zed " + text.splitlines()[0]
    assert saved.interaction.said.splitlines() == ("Said: " + text).splitlines()


@each
async def test_a_name_is_picked_out_of_hostile_ones(desk: Desk, sit, text: str, seen: str) -> None:
    with desk.store.transaction() as now:
        now.add(now.get(Customer, 1).model_copy(update={"name": "Zed " + text}))
    async with sit(DealForm(desk, None)) as at:
        await at.type("zed")
        assert "▸ Zed " + seen in at.screen
        assert not _raw(at.screen)
        await at.press("enter")
        assert "Zed " + seen in at.line("Customer")
