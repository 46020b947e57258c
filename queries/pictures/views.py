"""The views that can be drawn: what each takes, and the function that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queries.header import Parameter
from queries.parameters import Value
from queries.pictures import layers, networks
from queries.pictures.drawing import Drawing
from queries.pictures.facts import Facts
from queries.tables import Words

DOCUMENT = Words("only this document, by its id or title", "只看这份文件（编号或标题）")
ANY_DOCUMENT = Parameter("document", "document", (), "", "shanxi-2020", DOCUMENT)


def _needed(name: str, type: str, example: str, en: str, zh: str) -> Parameter:
    return Parameter(name, type, (), None, example, Words(en, zh))


@dataclass(frozen=True, slots=True)
class View:
    """A way to draw a graph; `needs` says what a graph lacks of which nothing can be drawn."""

    draw: Callable[[Facts, Mapping[str, Value], int], Drawing]
    parameters: tuple[Parameter, ...]
    needs: str


VIEWS: dict[str, View] = {
    "colead": View(networks.colead, (ANY_DOCUMENT,), "bearers to join"),
    "tasks": View(networks.tasks, (ANY_DOCUMENT,), "bearers to join"),
    "cascade": View(layers.cascade, (), "a policy that it builds on, or a government that it binds"),
    "agency": View(
        layers.agency,
        (_needed("agency", "agency", "山西省教育厅", "the bearer, by its name", "主体名称"), ANY_DOCUMENT),
        "this bearer",
    ),
    "document": View(
        layers.document,
        (_needed("document", "document", "shanxi-2020", "the document, by its id or title", "文件（编号或标题）"),),
        "a bearer",
    ),
    "line": View(
        layers.line,
        (_needed("function", "function", "教育", "the line of government", "职能（条线）"), ANY_DOCUMENT),
        "a body of this line",
    ),
    "compare": View(
        layers.compare,
        (
            _needed("one", "region", "山西省", "a region", "地区"),
            _needed("other", "region", "河南省", "the other region", "另一地区"),
        ),
        "a bearer in these regions",
    ),
}
WHOLE = tuple(name for name, view in VIEWS.items() if all(one.default is not None for one in view.parameters))
