"""Values put into a query's text, for endpoints that know no bindings: terms as the library writes them, never raw.

As SEP-0007 says, a bound variable is replaced by its term wherever it stands as a value; where it is only named (the
SELECT clause, GROUP BY), it is left out, because a constant may not stand there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''  # strings, long and short
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*"  # IRIs, comments
    r"|[?$](?P<variable>\w+)|(?P<word>[A-Za-z]\w*)|[{}()]",
    re.DOTALL,
)
ENDS = {"select": ("WHERE", "{", "FROM"), "group": ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}")}


def bound(query: str, terms: Mapping[str, str]) -> str:
    """The query with each variable of `terms` (named without `?`) replaced by its term in SPARQL's notation."""
    out: list[str] = []
    clause, depth, last = "", 0, 0
    for match in TOKEN.finditer(query):
        token, word = match[0], (match["word"] or match[0]).upper()
        out.append(query[last : match.start()])
        last = match.end()
        depth += {"(": 1, ")": -1}.get(token, 0)
        if word in ("SELECT", "GROUP"):
            clause, depth = word.lower(), 0
        elif clause and depth == 0 and word in ENDS[clause]:
            clause = ""
        if match["variable"] in terms:
            out.append("" if clause and depth == 0 else terms[match["variable"]])
        else:
            out.append(token)
    return "".join([*out, query[last:]])
