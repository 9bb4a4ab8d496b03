"""Whatever anybody at the desk tries with the staff list, in any order: somebody stays admin, and few change it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.errors import DeskError
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member, Role
from crm_tui.services import records, staff
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.permissions import has_admin, roles_at
from crm_tui.services.undo import take_back
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)
LOGINS = ("asha", "ravi", "meena", "joseph")

roles = st.sampled_from([(Role.ADMIN,), (Role.BRANCH_MANAGER,), (Role.CHECKER,), (Role.AUDITOR,), (Role.DESK_OFFICER,)])
tries = st.tuples(
    st.sampled_from(LOGINS), st.sampled_from(LOGINS), roles, st.sampled_from([None, DAY]), st.sampled_from("csru")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(tries, max_size=25))
def test_somebody_stays_admin_and_only_those_who_may_change_the_staff(tried: list) -> None:
    store = MemoryStore()
    desk = Desk(store=store, read_paper=None, today=lambda: DAY, officer="asha")  # type: ignore[arg-type]
    staff.appoint_first_admin(desk, "asha")
    done = {login: Done() for login in LOGINS}
    for actor, target, given_roles, left_on, way in tried:
        theirs = replace(desk, officer=actor, done=done[actor])
        before = staff.by_login(store, target)
        held = dict(store.held)
        with suppress(DeskError):
            if way == "u":
                take_back(theirs)
            elif before is None:
                staff.save_member(theirs, None, Member(login=target, roles=given_roles, since=DAY))
            elif way == "r":
                with theirs.acting("taken off the list") as now:
                    now.remove(before)
            else:
                after = before.model_copy(update={"roles": given_roles, "left_on": left_on})
                (records.change if way == "c" else staff.save_member)(theirs, before, after)
        assert has_admin(store)
        if store.held != held:
            now_held, store.held = store.held, held
            assert not roles_at(store, actor, DAY).isdisjoint(MAY_CHANGE_STAFF)
            store.held = now_held
            assert held.keys() <= now_held.keys(), "nobody is taken off the list"
