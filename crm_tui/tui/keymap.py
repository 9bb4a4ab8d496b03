"""The keys of the desk's screens, declared once; footer, help and palette are made from bindings.

Forms, pickers, choices and search lines declare beside their code the few keys that belong to them alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from string import punctuation

from textual.binding import Binding

MODES = (
    Binding("1", "go('today')", "Today", id="desk.today", tooltip="What needs attention now", show=False),
    Binding(
        "2", "go('customers')", "Customers", id="desk.customers", tooltip="Everybody this desk deals with", show=False
    ),
    Binding("3", "go('deals')", "Deals", id="desk.deals", tooltip="Business under way", show=False),
    Binding("4", "go('commitments')", "Commitments", id="desk.commitments", tooltip="All that is owed", show=False),
    Binding(
        "5",
        "go('review')",
        "Review",
        id="desk.review",
        tooltip="What was promised beside what the paper says",
        show=False,
    ),
)
"""One key a screen, everywhere the same."""

CAPTURE = Binding("c", "capture", "Capture", id="desk.capture", tooltip="Type what was said; each promise is heard")
QUICK = Binding(
    "C", "quick", "In one line", id="desk.quick", tooltip="One line: for whom, what is owed, by when", show=False
)
LEARNT = Binding(
    "l", "learnt", "Names learnt", id="desk.learnt", tooltip="The names of terms that this desk was taught", show=False
)
STAFF = Binding(
    "T", "staff", "Staff", id="desk.staff", tooltip="Who works here, and what each of them may do", show=False
)
RULES = Binding(
    "R", "rules", "Ground rules", id="desk.rules", tooltip="What everybody at this desk adheres to", show=False
)
TEAM = Binding("6", "team", "Officers", id="desk.team", tooltip="What each officer has before them", show=False)
KEPT_RECORD = Binding(
    "7", "kept_record", "Kept on time", id="desk.kept-record", tooltip="How much was kept on time", show=False
)
OVERSOLD = Binding(
    "8", "oversold", "Oversold", id="desk.oversold", tooltip="Which terms were promised better than written", show=False
)
GOODWILL = Binding(
    "9",
    "goodwill",
    "Goodwill",
    id="desk.goodwill",
    tooltip="Who came by whom, what people think of us, what was won, lost and given away",
    show=False,
)
DUPLICATES = Binding(
    "0", "duplicates", "Duplicates", id="desk.duplicates", tooltip="Customers who may be one, and merges", show=False
)
INSIGHTS = Binding(
    "percent_sign",
    "insights",
    "Insights",
    id="desk.insights",
    key_display="%",
    tooltip="The desk in figures, each with its list",
    show=False,
)
SEARCH = Binding(
    "ctrl+f",
    "search",
    "Search",
    id="desk.search",
    tooltip="Find anything on record by words and filter words",
    show=False,
)
VIEWS = Binding(
    "ctrl+o", "views", "Saved views", id="desk.views", tooltip="The searches that you keep under a name", show=False
)
HANDOVERS = Binding(
    "ctrl+t", "handovers", "Handovers", id="desk.handovers", tooltip="What goes from one officer to another", show=False
)
SETTINGS = Binding(
    "comma",
    "settings",
    "Settings",
    id="desk.settings",
    key_display=",",
    tooltip="What we call things, stages, festivals, messages, calendar, packs, colours, keys",
    show=False,
)
UNDO = Binding("u", "undo", "Undo", id="desk.undo", tooltip="Take back what you did last, whatever it changed")
HELP = Binding("question_mark,f1", "keys", "Help", id="desk.help", key_display="?", tooltip="All keys of this screen")
PALETTE = Binding(
    "ctrl+p", "command_palette", "Palette", id="desk.palette", tooltip="Find any screen or action by name", show=False
)
REDRAW = Binding(
    "ctrl+l", "redraw", "Paint again", id="desk.redraw", tooltip="Paint the whole screen again", show=False
)
QUIT = Binding("q", "quit", "Quit", id="desk.quit", tooltip="Leave; asks first when a form is not saved")
QUIT_ANYWHERE = Binding(
    "ctrl+q", "quit_form", "Quit", id="desk.quit-anywhere", tooltip="Leave, from a form only", show=False, priority=True
)
HOW_TO_QUIT = Binding(
    "ctrl+c", "how_to_quit", "How to quit", id="desk.how-to-quit", tooltip="Says which key leaves", show=False
)

OPEN = Binding("enter", "open", "Open", id="list.open", tooltip="Open the line under the cursor")
NEW = Binding("n", "new", "New", id="record.new", tooltip="Add a record here")
EDIT = Binding("e", "edit", "Edit", id="record.edit", tooltip="Change this record")
BACK = Binding("escape", "back", "Back", id="page.back", tooltip="Where you came from")
STOP = Binding(
    "escape",
    "stop_work",
    "Stop",
    id="work.stop",
    tooltip="Stop the long work that is told above the keys; nothing is lost",
    priority=True,
)
READ_AGAIN = Binding("f8", "read_again", "Again", id="work.again", tooltip="Begin again what was stopped")
REVIEW = Binding("r", "review", "Review", id="deal.review", tooltip="Set the deal's promises beside its paper")
ATTACH = Binding("a", "attach", "Attach", id="deal.attach", tooltip="Attach a paper to this deal")
MONEY = Binding(
    "m", "money", "Money", id="deal.money", tooltip="What it costs the customer beyond what was said", show=False
)
PRINT = Binding(
    "P", "print", "Print", id="deal.print", tooltip="Print the review sheet or the customer statement", show=False
)
IN_FULL = Binding(
    "i", "in_full", "In full", id="page.in-full", tooltip="All that there is to say of this line", show=False
)
SHOW_ALL = Binding("v", "show_all", "All/open", id="list.all", tooltip="Show finished ones too, or only what is open")
KEPT = Binding("d", "act('kept')", "Kept", id="commitment.kept", tooltip="Done: it was kept")
PARTLY_KEPT = Binding(
    "h", "act('partly kept')", "Partly", id="commitment.partly", tooltip="Half done: say what was kept", show=False
)
BROKEN = Binding("b", "act('broken')", "Broken", id="commitment.broken", tooltip="It was not kept: say why")
NEW_DATE = Binding(
    "D", "act('renegotiated')", "New date", id="commitment.date", tooltip="Another date: how and when it was agreed"
)
WITHDRAWN = Binding(
    "w", "act('withdrawn')", "Withdraw", id="commitment.withdrawn", tooltip="It no longer stands: how they were told"
)
DISPUTED = Binding(
    "O", "act('disputed')", "Dispute", id="commitment.disputed", tooltip="It is disputed: say by whom", show=False
)
REOPEN = Binding("o", "act('opened again')", "Reopen", id="commitment.reopen", tooltip="It is owed again")
HAND_OVER = Binding(
    "H",
    "act('reassigned')",
    "Hand over",
    id="commitment.owner",
    tooltip="Somebody else owes it from now on",
    show=False,
)
HAND_OVER_CUSTOMER = Binding(
    "H",
    "hand_over",
    "Hand over",
    id="customer.hand-over",
    tooltip="Ask somebody else to take the customer over",
    show=False,
)
HAND_OVER_WHOM = replace(HAND_OVER_CUSTOMER, action="section('hand_over')", id="customer.hand-over-whom")
ACCEPT = Binding("y", "accept", "Accept", id="handover.accept", tooltip="Take it over: it is yours from now on")
HAND_BACK = Binding("B", "send_back", "Return", id="handover.return", tooltip="Give it back to who proposed it")
TAKE_BACK = Binding(
    "Z", "recall", "Recall", id="handover.take-back", tooltip="Take back what you proposed, or put it away", show=False
)
ANSWERS = (ACCEPT, HAND_BACK, TAKE_BACK)
"""What is done with a handover."""

SETTLE = (KEPT, PARTLY_KEPT, BROKEN, NEW_DATE, WITHDRAWN, DISPUTED, REOPEN, HAND_OVER)
"""What is done with commitments, in one key each."""

MERGE = Binding("U", "merge", "Merge", id="duplicates.merge", tooltip="Make them one, as it is shown")
SWAP = Binding("E", "swap", "Other stays", id="duplicates.swap", tooltip="Let the other one stay")
NOT_SAME = Binding(
    "V", "not_same", "Not the same", id="duplicates.not-same", tooltip="They are not one: do not show them again"
)
TAKE_APART = Binding(
    "Q", "take_apart", "Take apart", id="duplicates.take-apart", tooltip="Put both back as they were, as it is shown"
)

OPEN_OTHER = Binding(
    "ctrl+g",
    "open_other",
    "Open them",
    id="form.open-other",
    tooltip="The customer that the one being typed may be",
    show=False,
    priority=True,
)

JUMP = Binding("ctrl+r", "jump", "Jump", id="fields.jump", tooltip="A letter at each field of the form goes there")

SNOOZE = Binding("z", "snooze", "Put off", id="line.snooze", tooltip="Not before a day, for you alone", show=False)
CONTACT = Binding("I", "contact", "Contact", id="line.contact", tooltip="Log a contact with the customer", show=False)
ANNOUNCE = Binding(
    "U",
    "announce",
    "Announce",
    id="customers.announce",
    tooltip="Tell news to those who allow it: all of a place, kind, business, owner or programme",
    show=False,
)
CONSENTS = Binding(
    "E",
    "section('consents')",
    "Allowed",
    id="customer.consents",
    tooltip="What the customer allows, and where their name or photograph is used",
    show=False,
)
MARK = Binding(
    "space", "mark", "Mark", id="list.mark", tooltip="Mark the line: acts are done with all marked", show=False
)
MARK_ALL = Binding(
    "asterisk",
    "mark_all",
    "Mark all",
    id="list.mark-all",
    key_display="*",
    tooltip="Mark all lines, or none",
    show=False,
)

PUT_RIGHT = Binding(
    "d", "put_right", "Put right", id="incident.put-right", tooltip="Done: say how it was put right, and when"
)

KINDS = Binding(
    "y", "section('kinds')", "Timeline", id="customer.kinds", tooltip="Only the timeline, of all kinds or of one"
)
NEED = Binding(
    "V", "section('need')", "Begin deal", id="need.deal", tooltip="Begin a deal out of the need under the cursor"
)

WHOSE = Binding("W", "whose", "For whom", id="today.whose", tooltip="My lines, my team's, or the whole desk's")
NEXT_GROUP = Binding(
    "L", "group(1)", "Next group", id="list.next-group", tooltip="To the first line of the next group", show=False
)
FILTER = Binding("slash", "filter", "Filter", id="list.filter", key_display="/", tooltip="Narrow the list as you type")
SORT = Binding("s", "sort", "Sort", id="list.sort", tooltip="Sort by the next column")
REVERSE = Binding("S", "reverse", "Reverse", id="list.reverse", tooltip="Turn the order round", show=False)
LIST_UP = Binding("up,k", "move(-1)", "Up", id="list.up", tooltip="One line up", show=False)
LIST_DOWN = Binding("down,j", "move(1)", "Down", id="list.down", tooltip="One line down", show=False)
LIST_FIRST = Binding("g,home", "top", "First", id="list.first", tooltip="To the first line", show=False)
LIST_LAST = Binding("G,end", "bottom", "Last", id="list.last", tooltip="To the last line", show=False)
CURSOR = (
    LIST_UP,
    LIST_DOWN,
    Binding("pageup", "page(-1)", "Page up", id="list.page-up", tooltip="One screen up", show=False),
    Binding("pagedown", "page(1)", "Page down", id="list.page-down", tooltip="One screen down", show=False),
    LIST_FIRST,
    LIST_LAST,
)
"""Moving about in a list."""

SCROLL = (
    Binding("up,k", "scroll_up", "Up", id="text.up", tooltip="One line up", show=False),
    Binding("down,j", "scroll_down", "Down", id="text.down", tooltip="One line down", show=False),
    Binding("pageup", "page_up", "Page up", id="text.page-up", tooltip="One screen up", show=False),
    Binding("pagedown", "page_down", "Page down", id="text.page-down", tooltip="One screen down", show=False),
    Binding("g,home", "scroll_home", "First", id="text.first", tooltip="To the first line", show=False),
    Binding("G,end", "scroll_end", "Last", id="text.last", tooltip="To the last line", show=False),
)
"""Moving about in a text."""

_FOOTER = (
    OPEN,
    NEW,
    EDIT,
    BACK,
    REVIEW,
    ATTACH,
    KEPT,
    PUT_RIGHT,
    BROKEN,
    REOPEN,
    NEED,
    FILTER,
    CAPTURE,
    KINDS,
    WHOSE,
    SHOW_ALL,
    NEW_DATE,
    WITHDRAWN,
    SORT,
    UNDO,
    HELP,
    QUIT,
)
_PLACE = {binding.id: place for place, binding in enumerate(_FOOTER)}


def footer_place(binding: Binding) -> int:
    """Where a binding stands in the footer; the first are the last to be left out."""
    return _PLACE.get(binding.id, -1)


def is_needed(binding: Binding) -> bool:
    """Whether the footer would rather be crowded than without it."""
    return footer_place(binding) <= footer_place(CAPTURE)


def stays(binding: Binding) -> bool:
    """Whether the footer always has it; such bindings stand last."""
    return footer_place(binding) >= footer_place(UNDO)


def hidden(binding: Binding) -> Binding:
    """The same binding, left out of the footer."""
    return replace(binding, show=False)


def named(binding: Binding, label: str, tooltip: str) -> Binding:
    """The same binding under a name that fits one screen better."""
    return replace(binding, description=label, tooltip=tooltip)


SIGNS = {one.key: sign for sign in punctuation if sign != "," for one in Binding.make_bindings([Binding(sign, "x")])}
"""The signs of the keyboard by the names that the program has for them; a comma stands between keys."""

_NAMES = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "shift+tab": "shift-tab"}
_own: dict[str, str] = {}


def take(own: Mapping[str, str]) -> None:
    """Go by somebody's own keys, by the id of what they do; the ones before count no more."""
    _own.clear()
    _own.update(own)


def shown(binding: Binding) -> str:
    """The key by its name on the keyboard, somebody's own where they have one: no sign that a small font lacks."""
    own = _own.get(binding.id or "", "").split(",")
    if own != [""] and binding.key not in own:
        return _spelled(own[0])
    return binding.key_display or _spelled(binding.key)


def keys_of(binding: Binding) -> frozenset[str]:
    """The keys that do it, by the names that the program has for them: somebody's own where they have one."""
    return frozenset((_own.get(binding.id or "") or binding.key).split(","))


def _spelled(key: str) -> str:
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return _NAMES.get(key) or SIGNS.get(key) or key.replace("ctrl+", "^")
