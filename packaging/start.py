"""Where the bundle starts: the command line, which opens the window when it is given nothing."""

from __future__ import annotations

import sys

from iro_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
