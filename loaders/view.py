"""A readable text that remembers where each of its characters stands in the source.

Sources are full of layout: hard line breaks inside words, page breaks, vertical writing, artefacts of conversion.
Finders read a `View`, in which that is repaired; `place` leads back to the source, so evidence is never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class View:
    """`text[i]` stands at `at[i]` in the source."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> View:
        """The source's text [start, end), unrepaired."""
        end = len(source) if end is None else end
        return cls(source[start:end], range(start, end))

    @classmethod
    def join(cls, views: Iterable[View]) -> View:
        """The views one after the other, nothing between them."""
        parts = list(views)
        if len(parts) == 1:
            return parts[0]
        return cls("".join([v.text for v in parts]), tuple(chain.from_iterable([v.at for v in parts])))

    def __getitem__(self, part: slice) -> View:
        return View(self.text[part], self.at[part])

    def __len__(self) -> int:
        return len(self.text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The source's [start, end) that the view's [start, end) covers; both must be inside the view."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else (self.at[-1] + 1 if self.at else 0)
            return here, here
        return self.at[start], self.at[end - 1] + 1

    def without(self, pattern: re.Pattern[str]) -> View:
        """The view with all that the pattern matches taken out."""
        kept: list[View] = []
        done = 0
        for match in pattern.finditer(self.text):
            kept.append(self[done : match.start()])
            done = match.end()
        return View.join([*kept, self[done:]]) if done else self

    def strip(self) -> View:
        """The view without white space (ideographic spaces included) at its ends."""
        start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return self if end - start == len(self.text) else self[start : max(start, end)]
