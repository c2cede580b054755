#!/usr/bin/env python3
"""Django's own commands, with the database started as `tansiq` starts it."""

import sys

from tansiq.cli import manage

if __name__ == "__main__":
    manage(sys.argv)
