"""Traditional script read as simplified, character for character, so that evidence still points at what is printed."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

from loaders.view import View

# A text in traditional script changes in a third of its characters; one in simplified script has a few that only look
# traditional (乾县, 瞭望) and must stay.
_TRADITIONAL_SHARE = 0.1


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")  # reads its tables once, at the first text


def simplified(view: View) -> View:
    """The view in simplified characters, offsets kept; a text that is not in traditional script stays as it is."""
    converter = _converter()
    text: str = converter.convert(view.text)
    if len(text) != len(view.text):  # a phrase whose conversion is longer or shorter would move all that follows
        text = "".join(_same_length(converter.convert(char), char) for char in view.text)
    if text == view.text:
        return view
    changed = sum(a != b for a, b in zip(text, view.text, strict=True))
    han = sum("\u3400" <= char <= "\u9fff" for char in view.text)
    return View(text, view.at) if changed > _TRADITIONAL_SHARE * han else view


def _same_length(converted: str, char: str) -> str:
    return converted if len(converted) == 1 else char
