"""Processes that a test starts as a person would, at a terminal."""

import sys

_HEARS = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"


def hearing_ctrl_c(*command):
    """Return the command with ears for Ctrl-C: tests in the background ignore it, and so would what they start."""
    return [sys.executable, "-c", _HEARS, *map(str, command)]
