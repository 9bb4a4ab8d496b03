"""Letting a ground rule pass for once: asked by one, granted by another, until a day."""

from datetime import date

from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.waiver import Waiver
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.permissions import is_same, require_role, roles_at
from crm_tui.services.ports import Records

_BY_WHAT_IT_SAYS = frozenset({Source.COMPARISON, Source.PAPER, Source.RULES})


def ask(desk: Desk, deal_id: int, key: str, reason: str, until: date) -> Waiver:
    """Ask that a finding of a deal, named by its key, may pass up to a day.

    Raises:
        Conflict: somebody asked for the same already.
        DeskError: the finding is gone, nobody may waive its rule, or the day is over.
    """
    # who only lists what waits compares nothing
    from crm_tui.services import deal_findings

    deal_findings.of(desk, deal_id)
    with records.in_plain_words(), desk.acting("waiver asked") as now:
        file = deal_findings.of(desk, deal_id)
        found = file.finding(key)
        if found is None:
            raise DeskError("this finding is no longer there: nothing has to be waived")
        if not file.deal.is_open:
            raise DeskError(f"this deal is {file.deal.stage.lower()}: there is nothing to waive any more")
        if not in_force(now).waivers_of(found.rule):
            raise DeskError(f"the ground rules let nobody waive “{found.rule}”: it has to be put right")
        if not reason.strip():
            raise DeskError("say why it should pass: who decides has to know", field="reason")
        if until < desk.today():
            raise DeskError(f"{until} is over: type the last day on which it may pass", field="until")
        for one in now.find(Waiver, deal_id=deal_id):
            if one.about == key and one.is_asked:
                raise Conflict(f"{one.asked_by} asked for this waiver on {one.asked_on}: it waits for a decision")
        return now.add(
            Waiver(
                deal_id=deal_id,
                rule=found.rule,
                about=key,
                found=_what_was_found(found),
                reason=reason,
                until=until,
                asked_by=desk.officer,
                asked_on=desk.today(),
            )
        )


def grant(desk: Desk, asked: Waiver) -> Waiver:
    """Let the finding pass up to the day that was asked for.

    Raises:
        NotAllowed: who sits here asked for it, or has no role that may waive the rule.
        Conflict: somebody decided about it, or took it back, meanwhile.
        DeskError: that day is over.
    """
    if asked.until < desk.today():
        raise DeskError(f"it was asked for up to {asked.until}, and that day is over: ask for it anew")
    return _decide(desk, asked, granted=True)


def refuse(desk: Desk, asked: Waiver) -> Waiver:
    """Let it not pass.

    Raises:
        NotAllowed, Conflict: as for granting it.
    """
    return _decide(desk, asked, granted=False)


def take_back(desk: Desk, waiver: Waiver) -> Waiver:
    """Take a waiver back, or the request for one; that it once stood is kept, and the finding blocks again.

    Raises:
        Conflict: somebody else changed it meanwhile.
        DeskError: it was taken back, or refused, already.
    """
    with desk.acting("waiver taken back") as now:
        _check_same(desk, now, waiver)
        if waiver.taken_back_on is not None or not (waiver.granted or waiver.is_asked):
            raise DeskError("this waiver counts no more: there is nothing to take back")
        after = waiver.model_copy(update={"taken_back_by": desk.officer, "taken_back_on": desk.today()})
        now.put(after)
    return after


def may_decide(among: Records, login: str, today: date, waiver: Waiver) -> bool:
    """Whether a waiver waits for the decision of this person."""
    return (
        waiver.is_asked
        and not is_same(among, login, waiver.asked_by)
        and not roles_at(among, login, today).isdisjoint(in_force(among).waivers_of(waiver.rule))
    )


def _decide(desk: Desk, asked: Waiver, *, granted: bool) -> Waiver:
    with desk.acting("waiver granted" if granted else "waiver refused") as now:
        _check_same(desk, now, asked)
        if not asked.is_asked:
            raise DeskError(
                "nobody waits for this waiver any more: it was decided or taken back; look at the finding again"
            )
        if is_same(now, desk.officer, asked.asked_by):
            raise NotAllowed("you asked for this waiver yourself: somebody else grants or refuses it")
        doing = f"{'granting' if granted else 'refusing'} a waiver of “{asked.rule}”"
        require_role(now, desk.officer, desk.today(), in_force(now).waivers_of(asked.rule), doing)
        changed = {"decided_by": desk.officer, "decided_on": desk.today(), "granted": granted}
        after = Waiver.model_validate(asked.model_dump() | changed)
        now.put(after)
    return after


def _check_same(desk: Desk, now: Records, waiver: Waiver) -> None:
    if now.get(Waiver, waiver.id) != waiver:
        raise Conflict(
            f"{records.last_hand(desk, waiver)} changed this waiver meanwhile: nothing was saved; look at it again"
        )


def _what_was_found(found: DealFinding) -> str:
    # days pass, but another paper or promise, or more that is given away, is another thing to let pass
    return found.sentence if found.source in _BY_WHAT_IT_SAYS else ""
