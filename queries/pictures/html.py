"""Pages of HTML: templates that escape what they are given, and a text that a notebook shows as the page that it is."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pyvis
from jinja2 import Environment, FileSystemLoader

FOLDERS = (Path(__file__).with_name("pages"), Path(pyvis.__file__).with_name("templates"))
HEIGHT = 640  # pixels of a page within a notebook


class Page(str):
    """An HTML page; in a notebook it shows itself, in a frame of its own from which nothing reaches the notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        style = f"width:100%;height:{HEIGHT}px;border:1px solid #d9dfe5"
        return f'<iframe sandbox="allow-scripts allow-downloads" style="{style}" srcdoc="{escape(self)}"></iframe>'


def environment() -> Environment:
    """Templates of pages/ and, for its libraries, of pyvis; values are escaped unless they are scripts of ours."""
    made = Environment(loader=FileSystemLoader(FOLDERS), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # keeps the order of keys
    return made


def render(template: str, **values: object) -> Page:
    """The page of a template."""
    return Page(environment().get_template(template).render(**values))
