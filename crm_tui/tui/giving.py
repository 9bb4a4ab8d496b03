"""What can be done with a gift, asked where it is listed."""

from functools import partial
from typing import TYPE_CHECKING, Any

from crm_tui.domain.gift import GiftAnswer
from crm_tui.services import gifts
from crm_tui.services.gifts import Given, Standing
from crm_tui.tui import present
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.in_full import InFullScreen

if TYPE_CHECKING:
    from crm_tui.tui.screens.page import Page


def act_on(page: "Page[Any]", one: Given) -> None:
    """Ask what becomes of a gift: whether it is approved, whether the customer took it, or only to see all of it."""
    answers = [("approve", "Approve it"), ("refuse", "Do not approve it")] if one.mine else []
    if one.standing is Standing.OFFERED:
        answers.append(("accepted", "They accepted it"))
    if one.standing in (Standing.OFFERED, Standing.WAITS):
        answers.append(("declined", "They declined it"))
    answers += [("change", "Change what is recorded"), ("full", "Show all of it")]
    why = f", {one.why}" if one.why else ""
    title = present.safe(f"{one.gift.what}, {one.gift.value.words}: {one.standing}{why}").plain
    page.app.push_screen(ChoiceScreen(title, answers), partial(_do, page, one))


def _do(page: "Page[Any]", one: Given, chosen: str | None) -> None:
    from crm_tui.tui.forms.gift import AnsweredForm, GiftForm, RefusalForm

    desk = page.desk
    if chosen == "full":
        from crm_tui.tui.screens.detail import in_full

        page.app.push_screen(InFullScreen(in_full(one.gift)))
    elif chosen == "change":
        page.desk_app.open_form(GiftForm(desk, record=one.gift))
    elif chosen == "approve" and page.desk_app.may_save():
        _approve(page, one)
    elif chosen == "refuse":
        told = f"{one.gift.what}, {one.gift.value.words}, to {one.customer}, by {one.gift.by}\n{one.why}"
        page.desk_app.open_form(RefusalForm(desk, one.gift, told))
    elif chosen in (GiftAnswer.ACCEPTED, GiftAnswer.DECLINED):
        page.desk_app.open_form(AnsweredForm(desk, one.gift, GiftAnswer(chosen)))


def _approve(page: "Page[Any]", one: Given) -> None:
    def save() -> None:
        try:
            saved = gifts.approve(page.desk, one.gift)
        except Exception as problem:  # whatever it is, it is said and nothing was saved
            page.app.call_from_thread(page.desk_app.refuse, problem)
        else:
            page.app.call_from_thread(page.desk_app.saved, saved)

    page.run_worker(save, thread=True, group="save")
