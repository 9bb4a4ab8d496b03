"""The firm's own words on the screen: what the app knows of them, for whatever is shown in it."""

from typing import TYPE_CHECKING

from crm_tui.services.house_words import USUAL, HouseWords

if TYPE_CHECKING:
    from textual.message_pump import MessagePump


def house(part: "MessagePump") -> HouseWords:
    """The words of the desk that a part of the screen belongs to; the usual ones where it stands in no desk."""
    found = getattr(part.app, "house", USUAL)
    return found if isinstance(found, HouseWords) else USUAL
