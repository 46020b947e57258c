"""Values put into a query's text: terms as the library writes them, never raw.

As SEP-0007 says, a bound variable is replaced by its term wherever it stands as a value; in the SELECT clause, where a
constant may not stand, it is left out, and as a key of GROUP BY or ORDER BY it stands in brackets. Endpoints know no
other bindings, and Oxigraph orders a query's joins by what its text gives: a question about one document is asked up to
20 times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''  # strings, long and short
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*"  # IRIs, comments
    r"|[?$](?P<variable>\w+)|(?P<word>[A-Za-z]\w*)|[{}()]",
    re.DOTALL,
)
ENDS = {
    "select": ("WHERE", "{", "FROM"),
    "group": ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}"),
    "order": ("LIMIT", "OFFSET", "VALUES", "}"),
}
FORMS = {"": "{}", "select": "", "group": "({})", "order": "({})"}  # what stands for a variable that is given


def bound(query: str, terms: Mapping[str, str]) -> str:
    """The query with each variable of `terms` (named without `?`) replaced by its term in SPARQL's notation."""
    *pieces, rest = _pieces(query, tuple(terms))
    return "".join([before + form.format(terms[name]) for before, name, form in pieces]) + rest[0]


@lru_cache
def _pieces(query: str, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """What stands before each of the variables, its name and its form; what stands after all comes last."""
    pieces = []
    clause, depth, last = "", 0, 0
    for match in TOKEN.finditer(query):
        token, word = match[0], (match["word"] or match[0]).upper()
        depth += {"(": 1, ")": -1}.get(token, 0)
        if word in ("SELECT", "GROUP", "ORDER"):
            clause, depth = word.lower(), 0
        elif clause and depth == 0 and word in ENDS[clause]:
            clause = ""
        if match["variable"] in names:
            form = FORMS[clause if depth == 0 else ""]
            pieces.append((query[last : match.start()], match["variable"], form))
            last = match.end()
    return [*pieces, (query[last:], "", "")]
