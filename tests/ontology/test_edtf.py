"""What days a date may mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.edtf import bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2015-06", date(2015, 6, 1), date(2015, 6, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-06-30", date(2015, 6, 30), date(2015, 6, 30)),
        ("2018-21", date(2018, 3, 1), date(2018, 5, 31)),
        ("2018-22", date(2018, 6, 1), date(2018, 8, 31)),
        ("2018-23", date(2018, 9, 1), date(2018, 11, 30)),
        ("2018-24", date(2018, 12, 1), date(2019, 2, 28)),
        ("2016/2020", date(2016, 1, 1), date(2020, 12, 31)),
        ("2016-03/2016-23", date(2016, 3, 1), date(2016, 11, 30)),
        ("../2020", None, date(2020, 12, 31)),
        ("2015-06/..", date(2015, 6, 1), None),
    ],
)
def test_bounds(text, first, last):
    assert bounds(text) == (first, last)


NONSENSE = """
15 2015-6 2015-13 2015-00 2015-25 2015-02-29 2015-21-01 ２０１５ 2015年 0000 2015~ 20XX
/ ../.. 2015/ /2015 2020/2016 2015/2016/2017
""".split()


@pytest.mark.parametrize("text", ["", "2015-06 ", "2015-06\n", *NONSENSE])
def test_nonsense_raises(text):
    with pytest.raises(ValueError, match=r"\S"):
        bounds(text)


@given(st.dates(max_value=date(9998, 1, 1)))
def test_every_day_lies_in_its_month_its_season_and_its_year(day):
    season = {3: 21, 6: 22, 9: 23, 12: 24}[(day.month % 12) // 3 * 3 or 12]
    year = day.year if day.month > 2 else day.year - 1
    texts = [f"{day.year:04}", f"{day.year:04}-{day.month:02}", day.isoformat()] + (
        [f"{year:04}-{season}"] if year else []
    )
    for text in texts:
        first, last = bounds(text)
        assert first <= day <= last
    assert bounds(f"{day.isoformat()}/{(day + timedelta(days=40)).isoformat()}") == (day, day + timedelta(days=40))
