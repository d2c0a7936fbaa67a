"""The verdict on one column: what makes its values doubtful, and what is only unusual."""

from __future__ import annotations

import pytest

from loaders.inspect import inspect_file
from tests.loaders.test_inspect import of_text, told


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (["2024-03-08", "2024-03-09", "03/10/2024"], "mixed_dates"),
        (["13/05/2019", "05/13/2019", "14/05/2019"], "mixed_dates"),
        (["05/13/2019", "05/14/2019", "06/02/2019"], "month_first"),
        (["31/02/2019", "13/02/2019", "14/02/2019"], "impossible_date"),
        (["10/1", "10/2", "10/3"], "no_year"),
        (["12,5", "145,00", "5.25"], "mixed_numbers"),
        (["300,0,00.40", "100,000.00", "300,000.20"], "number_format"),
        (["23.824", "17.518", "12.001"], "ambiguous_number"),
        (["12", "#REF!", "#N/A", "14"], "error_cell"),
        (["03/09/2018", "########", "04/09/2018"], "too_narrow"),
        (["52%", "0.52", "41%"], "mixed_units"),
        (["52%", "40", "41%"], "mixed_units"),
        (["£52", "$12", "£9"], "mixed_units"),
        (["1", "2", "3", "4", "in restauro"], "text_in_numbers"),
        (["1.23457E+11", "1.23458E+11", "12"], "scientific"),
        (["Thanet", "Th\u0430net", "Dover"], "look_alike"),
        (["Thanet", "Tha\u200bnet", "Dover"], "hidden_character"),
        (["Thanet", "T\x02hanet", "Dover"], "hidden_character"),
        (["SEMH", "\u0405\u0415\u041c\u041d", "ASD"], "look_alike"),
        (["SEMH", "\uff33\uff25\uff2d\uff28", "ASD"], "look_alike"),
        (["03/09/2018", "08//01/2019", "05/09/2018"], "impossible_date"),
        (["2018-09-03", "2018-13-45", "2018-09-05"], "impossible_date"),
        (["03/09/2018", "04/09/2018", "05/09/2018", "06/09/2018", "in autumn"], "text_in_dates"),
    ],
)
def test_doubtful_columns_are_told(column, code):
    answer = inspect_file("\n".join(["id;value", *(f"{n};{cell}" for n, cell in enumerate(column))]).encode(), "a.csv")
    assert answer["verdict"] == "warn"
    assert {problem[0] for problem in told(answer)} == {code}
    assert {problem[2] for problem in told(answer)} == {"value"}


@pytest.mark.parametrize(
    "column",
    [
        ["00123", "00456", "12"],
        ["886/2031", "8862032", "886-2033"],
        ["3.9.18", "4.9.18", "5.10.18"],
        ["£1,450,000", "£520,000", "£7"],
        ["0.152", "0.230", "0.199"],
        ["1", "2", "n/a", "-", "5", "*"],
        ["1", "R", "2"],
        ["52%", "41%", "n/a"],
        ["#1 choice", "#hashtag", "# of pupils"],
        ["3 Sep 2018", "4 Sep 2018", "12 Oct 2018"],
        ["03/09/2018", "n/a", "TBC", "04/09/2018", "-"],
        ["2018.09.03", "2018.09.04"],
        ["\u041e\u041e\u041e", "\u0417\u0430\u0432\u043e\u0434", "\u041e\u0410\u041e"],
        ["1 234,5 \u0440.", "2 345,5 \u0440."],
        ["Nursery", "Reception", "1", "2", "3"],
        ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "'; drop table district; --", ":red[**x**]"],
    ],
)
def test_columns_that_are_only_unusual_load(column):
    answer = of_text("\n".join(["id\tvalue", *(f"{n}\t{cell}" for n, cell in enumerate(column))]))
    assert (answer["verdict"], told(answer)) == ("load", [])
