"""Codebooks in the formats of others."""

import pytest
from pyoxigraph import RdfFormat, parse

from ontology.codebook import Code, codebook, codebooks
from ontology.codebook_formats import as_skos, read_qdc
from ontology.errors import RegistryError

SKOS = "http://www.w3.org/2004/02/skos/core#"
QDC = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="test">
 <Codes>
  <Code guid="1" name="供给" isCodable="false">
   <Code guid="2" name="资金" isCodable="true"><Description>财政的投入
关键词：补助、奖补</Description></Code>
   <Code guid="3" name="培训" isCodable="true"/>
  </Code>
 </Codes>
</CodeBook>
"""


def test_a_qdc_file_gives_codes_with_their_cues(tmp_path):
    path = tmp_path / "mine.qdc"
    path.write_text(QDC, encoding="utf-8")
    book = read_qdc(path)
    assert book.name == "mine"
    assert book.codes == (
        Code("供给", None, "供给", "供给", (), "", ""),
        Code("供给/资金", "供给", "资金", "资金", ("补助", "奖补"), "", ""),
        Code("供给/培训", "供给", "培训", "培训", ("培训",), "", ""),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<CodeBook", "cannot be read as QDC"),
        ("<a/>", "mine.qdc: no REFI-QDA codebook with codes"),
        ('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "mine.qdc: no REFI-QDA codebook with codes"),
    ],
)
def test_what_is_no_qdc_is_refused(tmp_path, content, message):
    path = tmp_path / "mine.qdc"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError, match=message):
        read_qdc(path)


@pytest.mark.parametrize("name", codebooks())
def test_skos_says_all_that_the_codebook_says(name):
    said = list(parse(as_skos(codebook(name)), format=RdfFormat.TURTLE))

    def values(predicate):
        return sorted(t.object.value for t in said if t.predicate.value == SKOS + predicate)

    codes = codebook(name).codes
    assert values("notation") == sorted(one.code for one in codes)
    assert values("hiddenLabel") == sorted(cue for one in codes for cue in one.cues)
    assert len(values("broader")) == sum(one.broader is not None for one in codes)
    assert {name for one in codes for name in (one.zh, one.en)} <= set(values("prefLabel"))
    nodes = {t.subject.value for t in said}
    assert all(node.isascii() and not node.startswith("_:") for node in nodes)


def test_skos_is_the_same_bytes_each_time():
    assert as_skos(codebook("themes")) == as_skos(codebook("themes"))
