"""The benchmarks, which are not shipped, can be imported too; last on the path, so that the wheel is what is tested."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
