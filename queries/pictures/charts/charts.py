"""The charts that can be drawn: what each takes, counts and looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology.errors import QuestionError
from queries.header import Parameter
from queries.parameters import Value, check
from queries.pictures.charts import figures, specs
from queries.pictures.charts.figures import Figures
from queries.pictures.charts.specs import Spec
from queries.pictures.charts.still import still
from queries.pictures.facts import Facts
from queries.pictures.views import ANY_DOCUMENT
from queries.tables import Language, Words

SCREEN = 110  # dots an inch
BY = Parameter("by", "choice", ("province", "document"), "province", "document", Words("columns", "按省份或文件分列"))
BECAME = Parameter("by", "choice", ("wording", "force"), "wording", "force", Words("what became", "按表述或力度分"))
ENDS = (
    Parameter("upper", "document", (), "", "shanxi-2015", Words("the upper document", "上级文件（编号或标题）")),
    Parameter("lower", "document", (), "", "shanxi-2020", Words("the lower document", "下级文件（编号或标题）")),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to count and one to draw what is counted: `most` rows, columns, panels or links where nothing is said."""

    figures: Callable[[Facts, Mapping[str, Value], int], Figures]
    spec: Callable[[Figures, Language], Spec]
    parameters: tuple[Parameter, ...]
    most: int = 40


CHARTS: dict[str, Kind] = {
    "timeline": Kind(figures.timeline, specs.timeline, (ANY_DOCUMENT,)),
    "heat": Kind(figures.heat, specs.heat, (BY, ANY_DOCUMENT)),
    "flows": Kind(figures.flows, specs.flows, (BECAME, *ENDS), 12),
    "ranks": Kind(figures.ranks, specs.ranks, (ANY_DOCUMENT,), 25),
    "years": Kind(figures.years, specs.years, (ANY_DOCUMENT,), 12),
    "periods": Kind(figures.periods, specs.periods, (ANY_DOCUMENT,)),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's figures and the facts that they count."""

    name: str
    figures: Figures
    facts: Facts

    def spec(self, language: Language) -> Spec:
        """How it is drawn (Vega-Lite)."""
        return CHARTS[self.name].spec(self.figures, language)

    def still(self, form: str, language: Language = "zh") -> bytes:
        """The chart as svg, pdf or png (300 dpi). Raises QuestionError where no font here has Chinese characters."""
        return still(self.spec(language), form)

    def _repr_png_(self) -> bytes:
        """What a notebook shows."""
        return still(self.spec("zh"), "png", SCREEN)


def chart(index: Index, name: str, given: Mapping[str, str] | None = None, limit: int | None = None) -> Chart:
    """The chart of that name with its parameters: {"document": "shanxi-2020"}; of many rows, `limit`.

    Raises QuestionError for an unknown chart or parameter, and where there is nothing to draw.
    """
    if name not in CHARTS:
        raise QuestionError(f"There is no chart “{name}”; draw {', '.join(CHARTS)}.")
    kind = CHARTS[name]
    values = check(f"chart {name}", kind.parameters, given or {}, index)
    document = values.get("document")
    facts = Facts.of(index, document if isinstance(document, NamedNode) else None)
    return Chart(name, kind.figures(facts, values, limit or kind.most), facts)
