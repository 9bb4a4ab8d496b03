"""``crm-tui duplicates``: customers who may be one; merging two, and taking them apart again."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.merge import Merge
from crm_tui.interchange import duplicates as report
from crm_tui.paths import store_path
from crm_tui.services import lookalikes, merge_words, merging_customers
from crm_tui.services.customers import find_customer
from crm_tui.services.desk import Desk
from crm_tui.services.duplicates import compare, sketch


def run(arguments: argparse.Namespace) -> int:
    """List the pairs, 1 if there are any; or merge, take apart, or say that two are not the same."""
    as_json = arguments.format == "json"
    if not arguments.merge and arguments.take:
        raise DeskError("--take goes with --merge: it says which fields are to be the other one's")
    if arguments.dry_run and not (arguments.merge or arguments.unmerge is not None):
        raise DeskError("--dry-run goes with --merge or --unmerge")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        if arguments.merge:
            return _merge(desk, arguments, as_json=as_json)
        if arguments.unmerge is not None:
            return _unmerge(desk, arguments, as_json=as_json)
        if arguments.not_same:
            one, other = (find_customer(desk.store, typed) for typed in arguments.not_same)
            kept = merging_customers.not_the_same(desk, one.id, other.id, arguments.why or "")
            say(f"#{kept.customer_id} and #{kept.other_customer_id} are not shown as duplicates any more\n")
            return 0
        if arguments.merged:
            merges = desk.store.find(Merge)
            say(report.merges_as_json(merges) if as_json else report.merges_as_text(merges))
            return 0
        found = lookalikes.pairs(desk.store)
        say(report.as_json(found) if as_json else report.as_text(found))
        return int(bool(found))


def _merge(desk: Desk, arguments: argparse.Namespace, *, as_json: bool) -> int:
    stays, goes = (find_customer(desk.store, typed) for typed in arguments.merge)
    plan = merging_customers.preview(desk, stays.id, goes.id, arguments.take or ())
    merge = None
    if not arguments.dry_run:
        why = arguments.why or ", ".join(compare(sketch(stays), sketch(goes)).reasons)
        merge = merging_customers.merge(desk, plan, why)
    if as_json:
        say(report.plan_as_json(plan, merge))
        return 0
    ended = "this is merge" if merge else "nothing"
    told = f"{merge.id}: crm-tui duplicates --unmerge {merge.id} takes it apart" if merge else "only looked at"
    say(report.lines_as_text([*merge_words.told(plan), ("saved", f"{ended} {told}" if merge else f"{ended}, {told}")]))
    return 0


def _unmerge(desk: Desk, arguments: argparse.Namespace, *, as_json: bool) -> int:
    parting = merging_customers.parting(desk.store, arguments.unmerge)
    if not arguments.dry_run:
        merging_customers.unmerge(desk, parting)
    if as_json:
        say(report.parting_as_json(parting, done=not arguments.dry_run))
        return 0
    told = "nothing, only looked at" if arguments.dry_run else f"merge {parting.merge.id} is taken apart"
    say(report.lines_as_text([*merge_words.parted(parting), ("saved", told)]))
    return 0
