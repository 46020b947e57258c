"""Deadlines as a calendar (iCalendar, RFC 5545) for any calendar program: one all-day event on the last day of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from queries.pictures.facts import Facts, due_in
from queries.tables import Language, words

LINE = 75  # octets of a line, beyond which it goes on in the next (3.1)


def calendar(facts: Facts, language: Language = "zh") -> str:
    """The dated deadlines of the graph; what is only ongoing or only begins is not due.

    The same graph gives the same calendar.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policykg//policykg//ZH", "CALSCALE:GREGORIAN"]
    for task in facts.details(set(facts.tasks)).values():
        for one in due_in(task):
            lines += _event(facts, task, one, language)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(facts: Facts, task: dict[str, Any], one: dict[str, Any], language: Language) -> list[str]:
    day = date.fromisoformat(str(one["latest"]))
    leads = "、".join(str(facts.bearers[who]["zh"]) for who in facts.principals.get(str(task["id"]), ()))
    number = words()["page"]["number"].of(language)
    about = f"{task['title']} {number} {task['key']}\n{task['text']}\n{one['surface']}\n{leads}\n{one['id']}"
    return [
        "BEGIN:VEVENT",
        f"UID:{one['id']}@policykg",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",  # of the deadline: a clock would make each calendar another
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(str(one.get('action') or task['text'])[:60])}",
        f"DESCRIPTION:{_escaped(about)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Text as 3.3.11 wants it."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut between characters, never within the octets of one."""
    part, used = "", 0
    for character in line:
        size = len(character.encode())
        if used + size > LINE:
            yield part
            part, used = " ", 1
        part, used = part + character, used + size
    yield part
