"""Corpus files as a user writes them, and what is said of the mistakes."""

from pathlib import Path

import pytest

from loaders.context import Context, context_of, is_edtf_date, read_corpus_file
from ontology.errors import UnreadableError


def corpus(folder: Path, text: str) -> Path:
    path = folder / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_table_is_a_document(tmp_path: Path) -> None:
    path = corpus(
        tmp_path,
        '[documents.a]\njurisdiction = "四川省广元市"\nissued = "2015-06"\n'
        '[documents."b 2"]\nlevel = "county"\ntitle = "方案"\nnumber = "甲〔2015〕1号"\n[documents.c]\n',
    )
    assert read_corpus_file(path) == {
        "a": Context(jurisdiction="四川省广元市", issued="2015-06"),
        "b 2": Context(level="county", title="方案", number="甲〔2015〕1号"),
        "c": Context(),
    }


def test_an_empty_file_has_no_documents(tmp_path: Path) -> None:
    assert read_corpus_file(corpus(tmp_path, "# nothing yet\n")) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[documents.a]\nissue = "2015"\n', ["documents.a", "'issue'", "issued"]),
        ('[documents.a]\nlevel = "city"\n', ["documents.a", "'city'", "prefecture"]),
        ('[documents.a]\nissued = "2015年"\n', ["documents.a", "2015年", "2015-06-30"]),
        ('[documents.a]\nissued = "2015-02-30"\n', ["2015-02-30"]),
        ("[documents.a]\nissued = 2015\n", ["issued", "quotes"]),
        ('[documents.a]\njurisdiction = ""\n', ["jurisdiction"]),
        ('[document.a]\nissued = "2015"\n', ["[document]", "[documents.<name>]"]),
        ('[documents]\na = "2015"\n', ["documents.a", "no table"]),
        ('documents = "a"\n', ["tables"]),
        ("[documents.a\n", ["not TOML"]),
    ],
)
def test_a_mistake_names_the_file_the_key_and_the_mend(tmp_path: Path, text: str, said: list[str]) -> None:
    path = corpus(tmp_path, text)
    with pytest.raises(UnreadableError) as problem:
        read_corpus_file(path)
    assert all(word in str(problem.value) for word in [str(path), *said])


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_corpus_file(tmp_path / "none.toml")
    wrong = tmp_path / "gbk.toml"
    wrong.write_bytes('[documents.a]\ntitle = "方案"\n'.encode("gbk"))
    with pytest.raises(UnreadableError, match="UTF-8"):
        read_corpus_file(wrong)


def test_options_that_were_not_given_are_passed_over() -> None:
    assert context_of({"jurisdiction": None, "issued": "2015"}, "option") == Context(issued="2015")


@pytest.mark.parametrize("text", ["2015", "2015-06", "2015-06-30", "2016-02-29"])
def test_dates(text: str) -> None:
    assert is_edtf_date(text)


@pytest.mark.parametrize(
    "text", ["", "15", "2015-6", "2015-13", "2015-02-29", "2015/2016", "２０１５", "2015-06-30-01"]
)
def test_no_dates(text: str) -> None:
    assert not is_edtf_date(text)
