"""The lowest versions that pyproject.toml allows, as constraints for pip: python constraints/lowest.py > lowest.txt."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
needs = [*project["dependencies"], *(need for extra in project["optional-dependencies"].values() for need in extra)]
for need in needs:
    match = re.fullmatch(r"([\w-]+)>=([\d.]+)", need)
    assert match, f"{need}: give its lowest version alone, as name>=1.2"
    print(f"{match[1]}=={match[2]}")
