"""How much of one text stands in another: the containment of Broder (1997), over pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_RUN = re.compile(r"(?:[^\W_]|%)+")


def containment(part: str, whole: str) -> float:
    """The share, 0 to 1, of the part's pairs of characters that the whole has too, each as often as it stands there.

    Width, case, white space and punctuation do not count. Broder, On the resemblance and containment of documents
    (1997), with multisets of character bigrams as shingles. 0 for a part without pairs.
    """
    own, others = pairs(part), pairs(whole)
    return (own & others).total() / own.total() if own else 0.0


@lru_cache(maxsize=10_000)
def pairs(text: str) -> Counter[str]:
    """The text's pairs of neighbouring characters, counted; pairs do not reach over punctuation. Not to be changed."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return Counter(run[i : i + 2] for run in _RUN.findall(folded) for i in range(len(run) - 1))
