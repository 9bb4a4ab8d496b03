"""``python -m crm_tui`` is the same as ``crm-tui``."""

import sys

from crm_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
