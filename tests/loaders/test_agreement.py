"""Agreement of two coders on documents small enough to work the figures out by hand."""

from typing import Any

import pytest

from loaders import agreement as module
from loaders.agreement import agreement
from ontology.errors import QuestionError

pytest.importorskip("krippendorff", reason="the extra `score` is not installed")
pytest.importorskip("sklearn", reason="the extra `score` is not installed")

TEXTS = ("修建乡村道路，方便群众出行。", "加固危桥，设立水位标尺。", "推广节水灌溉技术。")


def coded(*bearers: dict[str, str]) -> dict[str, Any]:
    """A document of as many tasks, each with the agencies and roles that the coder gave to it."""
    return {
        "tasks": [
            {
                "key": str(n),
                "text": text,
                "assignments": [{"surface": a, "agency": a, "role": r} for a, r in given.items()],
            }
            for n, (text, given) in enumerate(zip(TEXTS, bearers, strict=False), 1)
        ]
    }


def rows(*documents: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return {row.field: row for row in agreement(documents)}


def test_figures_of_a_worked_example() -> None:
    first = coded({"甲局": "lead", "乙局": "support"}, {"甲局": "lead"}, {"乙局": "lead"})
    second = coded({"甲局": "lead", "乙局": "lead"}, {"乙局": "lead"}, {"乙局": "lead"})
    found = rows((first, second))
    # decisions on (task, agency), first coder 1 1 1 0 0 1, second 1 1 0 1 0 1: alike 4 of 6
    assert (found["agency"].units, found["agency"].percent) == (6, pytest.approx(100 * 4 / 6))
    # by chance both state (4/6)(4/6) and both do not (2/6)(2/6): 20/36; kappa (24/36 - 20/36) / (16/36)
    assert found["agency"].kappa == pytest.approx(0.25)
    # coincidences: 4 differing pairs of 12 values, 8 stated and 4 not: 1 - (12 - 1) * 4 / (2 * 8 * 4)
    assert found["agency"].alpha == pytest.approx(1 - 11 * 4 / (2 * 8 * 4))
    assert (found["role"].units, found["role"].percent) == (3, pytest.approx(200 / 3))
    assert found["task"].percent == 100


def test_the_same_coding_agrees_fully() -> None:
    document = coded({"甲局": "lead"}, {"乙局": "support"})
    found = rows((document, document))
    assert [found["agency"].percent, found["agency"].kappa, found["agency"].alpha] == [100, 1, 1]


def test_tasks_of_one_coder_count_as_tasks_only() -> None:
    found = rows((coded({"甲局": "lead"}, {"乙局": "lead"}), coded({"甲局": "lead"})))
    assert (found["task"].units, found["task"].percent) == (2, 50)
    assert found["agency"].units == 2


def test_no_variation_has_no_chance_corrected_figure() -> None:
    found = rows((coded({"甲局": "lead"}), coded({"甲局": "lead"})))
    assert (found["role"].percent, found["role"].kappa, found["role"].alpha) == (100, None, None)


def test_without_the_libraries_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "krippendorff", None)
    with pytest.raises(QuestionError, match=r"policykg\[score\]"):
        agreement([])
