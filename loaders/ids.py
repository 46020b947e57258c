"""What documents are called: by the file's stem, or by its path where several files have that stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from ontology import iri


def document_ids(names: Iterable[str]) -> dict[str, str]:
    """An id for each file by its name inside the folder, no two alike, whatever the order of the names.

    通知.docx is 通知; a/通知.docx and b/通知.docx are a-通知 and b-通知; plan.txt and plan.pdf plan-txt and plan-pdf.
    """
    ids: dict[str, str] = {}
    waiting = set(names)
    for called in (_stem, _path, _whole, _hashed):
        wanted = {name: called(name) for name in waiting}
        shared = Counter([*ids.values(), *wanted.values()])
        ids |= {name: id for name, id in wanted.items() if shared[id] == 1}
        waiting -= ids.keys()
    return dict(sorted(ids.items()))


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _path(name: str) -> str:
    return "-".join(PurePosixPath(name).with_suffix("").parts)


def _whole(name: str) -> str:
    return "-".join((*PurePosixPath(name).parent.parts, _stem(name), PurePosixPath(name).suffix.removeprefix(".")))


def _hashed(name: str) -> str:
    return f"{_stem(name)}-{iri.digest('source', name)}"
