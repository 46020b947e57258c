"""Codebooks: what ours hold, and how a researcher's own is read or refused."""

import pytest

from graph.codes.coding import code
from ontology.codebook import Code, codebook, codebooks, read_codebooks
from ontology.errors import RegistryError

LEAVES = [(name, one.code) for name, book in codebooks().items() for one in book.codes if one.cues]


def test_ours_are_these():
    assert list(codebooks()) == ["themes", "rothwell-zegveld", "mcdonnell-elmore"]
    with pytest.raises(RegistryError, match="no codebook “topics”; there are themes, rothwell-zegveld"):
        codebook("topics")


@pytest.mark.parametrize(("name", "leaf"), LEAVES)
def test_the_example_of_each_code_is_coded_as_that(name, leaf):
    """An example that its own cues do not reach would explain another code than it stands for."""
    book = codebook(name)
    codes = [one.code for one in code(book.get(leaf).example, (), book).codes]
    assert leaf in codes


@pytest.mark.parametrize("name", codebooks())
def test_every_code_has_both_names_and_every_heading_its_source(name):
    for one in codebook(name).codes:
        assert one.zh != one.code and one.en != one.code
        assert one.cues or one.source


def test_a_codebook_of_ones_own_needs_codes_and_cues_only(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("code,cues\n资金,补助|奖补|补助\n人员,编制\n", encoding="utf-8-sig")
    (mine,) = read_codebooks(path)
    assert mine.name == "mine"
    assert mine.codes == (
        Code("资金", None, "资金", "资金", ("补助", "奖补"), "", ""),
        Code("人员", None, "人员", "人员", ("编制",), "", ""),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,words\n甲,乙\n", "mine.csv: unknown columns words; a codebook has scheme, code"),
        ("code\n甲\n", "mine.csv: no column cues"),
        ("code,cues\n", "mine.csv: no code; write one a line"),
        ("code,cues\n,乙\n", "mine.csv, line 2: no code; name it"),
        ("code,cues\n甲,乙\n甲,丙\n", "mine.csv, line 3: the code “甲” is there twice"),
        ("code,broader,cues\n甲,丁,乙\n", "mine.csv: “丁”, broader than 甲, is no code of mine"),
    ],
)
def test_a_malformed_codebook_names_the_place_and_the_mend(tmp_path, content, message):
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        read_codebooks(path)
    assert str(caught.value).startswith(message)


def test_a_codebook_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(RegistryError, match=r"none\.csv: cannot be read"):
        read_codebooks(tmp_path / "none.csv")
