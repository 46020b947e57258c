"""What a build tells while it goes."""

from itertools import count

import pytest

from ontology.errors import UnreadableError
from queries.commands.progress import BACK, Progress


@pytest.fixture
def told(monkeypatch, capsys):
    """What is told of these outcomes, each of which took ten seconds."""

    def tell(terminal, outcomes):
        monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
        ticks = count(0, 10)
        progress = Progress(lambda: next(ticks))
        for n, outcome in enumerate(outcomes):
            progress.report(f"{n}.txt", outcome, len(outcomes))
        return capsys.readouterr().err

    return tell


def test_a_terminal_shows_a_bar_with_rate_and_time_left(told):
    bad = UnreadableError("no text")
    lines = told(True, [bad, bad, None, bad]).split(BACK)
    bars = [line for line in lines if line.startswith("[")]
    assert [bar.rpartition("] ")[2] for bar in bars] == [
        "1 of 4, 0.1 a second, 0:30 left",
        "2 of 4, 0.1 a second, 0:20 left",
        "3 of 4, 0.1 a second, 0:15 left",  # nothing was read: it was as it was
    ]
    assert lines[-1] == ""  # the bar is gone


def test_elsewhere_there_are_plain_lines(told):
    assert told(False, [UnreadableError("no text"), None]) == "left out 0.txt: no text\n"
