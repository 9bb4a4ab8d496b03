"""A print in each of its formats, and its file."""

from pathlib import Path

from crm_tui.interchange.prints.html import as_html
from crm_tui.interchange.prints.markdown import as_markdown
from crm_tui.interchange.prints.text import as_text
from crm_tui.interchange.whole_file import write_whole
from crm_tui.services.printout import PrintFormat, Printout


def rendered(printed: Printout, form: PrintFormat) -> bytes:
    """The print in one of the formats; all but PDF are UTF-8.

    Raises:
        DeskError: no font on this machine has all of its letters, for a PDF.
    """
    match form:
        case PrintFormat.TEXT:
            return as_text(printed).encode()
        case PrintFormat.MARKDOWN:
            return as_markdown(printed).encode()
        case PrintFormat.HTML:
            return as_html(printed).encode()
        case PrintFormat.PDF:
            # the writer of PDF is loaded by whoever asks for one
            from crm_tui.interchange.prints.pdf import as_pdf

            return as_pdf(printed)


def write(
    printed: Printout, form: PrintFormat, path: Path, *, force: bool = False, keep_off: Path | None = None
) -> Path:
    """Write a print, and return where it stands; see :func:`crm_tui.interchange.whole_file.write_whole`.

    Raises:
        DeskError: it can't be written there, or the file is there already.
    """
    return write_whole(path, lambda: rendered(printed, form), force=force, keep_off=keep_off)
