"""The README's pictures: the script that makes them runs, and makes each that the README shows."""

import re
from pathlib import Path

import pytest

from benchmarks.browser import there_is_one
from docs import make_pictures

ROOT = Path(__file__).resolve().parents[1]


def width_and_height(path):
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def test_the_readmes_pictures_can_be_made_again(tmp_path):
    if not there_is_one():
        pytest.skip("no Chromium with its driver here: apt-get install chromium chromium-driver fonts-noto-cjk")
    make_pictures.main(tmp_path)
    made = {path.name: width_and_height(path) for path in tmp_path.glob("*.png")}
    assert made == {name: width_and_height(make_pictures.FOLDER / name) for name in made}
    assert set(re.findall(r"docs/pictures/([a-z]+\.png)", (ROOT / "README.md").read_text("utf-8"))) <= made.keys()
