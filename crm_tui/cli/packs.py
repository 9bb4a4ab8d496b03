"""``crm-tui packs``: the vocabulary, the firm's own part of it, and what is wrong with that."""

import argparse

from crm_tui.cli.terminal import complain, say
from crm_tui.comparison.kinds import install, kinds, packs, shipped
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.errors import DeskError
from crm_tui.interchange import vocabulary as report
from crm_tui.paths import packs_folder, store_path


def run(arguments: argparse.Namespace) -> int:
    """Print the packs, or the kinds of one; 1 if a pack of the firm has a fault."""
    from crm_tui.bootstrap import own_packs

    if (arguments.learn is None) is not (arguments.term is None):
        raise DeskError(
            "--learn NAME and --term ID belong together: crm-tui packs --kinds loan lists the ids of a pack"
        )
    if arguments.learnt or arguments.learn is not None or arguments.drop is not None:
        return _learnt(arguments)
    own = own_packs()
    install(own.packs)
    if arguments.kinds is not None:
        wanted = arguments.kinds.strip().lower()
        found = next((pack for pack in packs() if pack.area == wanted), None)
        if found is None:
            raise DeskError(f"there is no pack {wanted!r}: choose one of {', '.join(pack.area for pack in packs())}")
        say(report.kinds_as_text(found))
    else:
        say(report.packs_as_text(packs(), shipped().packs, own, packs_folder()))
    return int(bool(own.faults))


def _learnt(arguments: argparse.Namespace) -> int:
    """Print the names learnt at a desk, after learning one or taking one back if that is asked for."""
    from crm_tui.bootstrap import open_desk
    from crm_tui.services import vocabulary

    with open_desk(store_path(arguments.store), existing=True) as desk:
        vocabulary.ready(desk)
        if arguments.drop is not None:
            vocabulary.drop(desk, arguments.drop)
        if arguments.learn is not None:
            vocabulary.learn(desk, arguments.learn, arguments.term)
        say(report.learnt_as_text(vocabulary.ever_learnt(desk), kinds()))
        return 0


def tell_left_out(own: OwnPacks) -> None:
    """Say in one line on standard error that packs of the firm are left out, if any are."""
    if own.left_out:
        complain(own.left_out)
