"""Run the command line: ``python -m geo``.

This file is the program and no part of the domain: it puts the domain's commands and the one that draws,
which the domain does not know, into one command line.
"""

import sys

from components.paper.brief_command import brief
from geo.cli import app, main

app.command()(brief)

if __name__ == "__main__":
    sys.exit(main())
