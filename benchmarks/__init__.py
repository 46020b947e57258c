"""How long the parts take, against the nearest thing that a reader knows: `python -m benchmarks`.

Each module measures one thing, alone with `python -m benchmarks.NAME`. It has a function `measure() -> list[Ratio]`,
and is named in `__main__.py`. Seconds differ between machines and hours; the ratios, of two things measured in
turn in one run, are what to compare.
"""
