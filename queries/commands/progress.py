"""How a build goes, told to a person on standard error: a bar on a terminal, a line a document everywhere."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from ontology.errors import PolicyKGError

if TYPE_CHECKING:
    from ontology.records import Document

BAR = 30  # characters
# What would steer a terminal, or show a file's name (报告\u202exslx.txt) other than it is.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BACK = "\r\033[K"  # to the beginning of the terminal's line, and clear it


class Progress:
    """Counts what became of each file of a build: `left_out` files, `findings` of the others."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.terminal = sys.stderr.isatty()
        self.done = self.left_out = self.findings = self.read = 0
        self.clock, self.began = clock, clock()

    def report(self, name: str, outcome: Document | Exception | None, total: int) -> None:
        """One more of `total` files is done: read, as it was (None), or left out for the exception's reason."""
        self.done = min(self.done + 1, total)
        self.read += outcome is not None
        if isinstance(outcome, Exception):
            self.left_out += 1
            fault = f"{outcome}; this is a fault of policykg, please report it"
            self._say(f"left out {name}: {outcome if isinstance(outcome, PolicyKGError) else fault}")
        elif outcome is not None:
            from queries.reading import ledger

            self.findings += len(outcome.findings)
            self._say(ledger(outcome))
            if outcome.id != PurePosixPath(name).stem:
                self._say(f"{name} is called {outcome.id}: other files have its name too")
        if self.terminal:
            full = BAR * self.done // total
            bar = f"[{'#' * full}{'-' * (BAR - full)}] {self.done} of {total}{self._pace(total - self.done)}"
            click.echo(BACK + (bar if self.done < total else ""), err=True, nl=False)

    def _pace(self, left: int) -> str:
        """How many files a second are read, and the time left at that rate; files that are as they were cost none."""
        passed = self.clock() - self.began
        if not self.read or not passed:
            return ""
        minutes, seconds = divmod(round(left * passed / self.read), 60)
        return f", {self.read / passed:.1f} a second, {minutes}:{seconds:02d} left"

    def _say(self, line: str) -> None:
        shown = UNSAFE.sub("\ufffd", line)
        click.echo(f"{BACK if self.terminal else ''}{shown}", err=True)
