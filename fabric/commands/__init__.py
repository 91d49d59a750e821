"""One file a command: parse, call one function, print.

Imports everything.
Never has logic.
"""

from fabric.commands.failure import explain_failure

__all__ = [
    "explain_failure",
]
