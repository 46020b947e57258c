"""Charts for papers, drawn by Vega (vl-convert): SVG, PDF, PNG of 300 dots an inch; the same graph, the same bytes."""

from __future__ import annotations

import re

import vl_convert

from ontology.errors import QuestionError
from queries.pictures.charts.specs import Spec
from queries.pictures.looks import FONT

FORMS = ("svg", "pdf", "png")
DOTS = 300  # an inch
NAMED = re.compile(rb"(/(?:XObject|ExtGState|Font|Pattern|Shading) <<\n)((?:\s+/\w+ \d+ 0 R\n)+)")
LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20" font-family="{}">{}</text></svg>'


def still(spec: Spec, form: str, dots: int = DOTS) -> bytes:
    """The chart as svg, pdf or png. Raises QuestionError where no font here has Chinese characters."""
    _refuse_without_font()
    if form == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    if form == "png":
        return vl_convert.vegalite_to_png(spec, ppi=dots)
    return NAMED.sub(_in_order, vl_convert.vegalite_to_pdf(spec))


def _in_order(listed: re.Match[bytes]) -> bytes:
    """Names of parts in order: the library lists them in another order each time. No byte moves outside of them."""
    return listed[1] + b"".join(sorted(listed[2].splitlines(keepends=True)))


def _refuse_without_font() -> None:
    """Two characters that look the same are drawn as what stands for a missing one."""
    one, other = (vl_convert.svg_to_png(LETTER.format(FONT, character)) for character in "政策")
    if one == other:
        raise QuestionError("No font with Chinese characters is here; install Noto Sans CJK (Debian: fonts-noto-cjk).")
