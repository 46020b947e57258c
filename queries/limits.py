"""Work that may take too long, ended by the clock."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from ontology.errors import QuestionError

Made = TypeVar("Made")


def within(seconds: float, work: Callable[[], Made]) -> Made:
    """What the work gives, if it does so in time; what it raises. Raises QuestionError when the time is over.

    Oxigraph cannot be told to stop: the query goes on until it is done or the program ends.
    """
    made: list[Made] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            made.append(work())
        except BaseException as error:  # handed on to who waits
            raised.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not made:
        raise QuestionError(
            f"The query took longer than {seconds:g} s and was given up; nothing of its answer is shown. "
            "Join its patterns by shared variables, ask for less, or allow more with --timeout."
        )
    return made[0]
