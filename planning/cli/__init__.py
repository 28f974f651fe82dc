"""The `jieyi` command: the second front door, as thin as the first.

Each command is a module of this package that is imported when it is called, so that `jieyi count` does not wait for
the web. Exit codes: 0 done, 1 a check failed, 2 wrong use or unreadable input, 3 done with refused rows.
"""

from planning.cli.main import main

__all__ = ["main"]
