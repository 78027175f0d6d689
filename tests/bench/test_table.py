from __future__ import annotations

from bot.bench.table import number, share, table


def test_the_first_column_stands_left_and_the_others_right() -> None:
    assert table(["", "this bot", "x"], [["p50 ms", "8.5", "1"], ["a longer one", "10.25", "12345"]]).splitlines() == [
        "              this bot      x",
        "------------  --------  -----",
        "p50 ms             8.5      1",
        "a longer one     10.25  12345",
    ]


def test_no_line_ends_in_a_blank() -> None:
    assert all(line == line.rstrip() for line in table(["a", "b"], [["one", ""], ["two", "2"]]).splitlines())


def test_a_table_without_rows_is_its_head() -> None:
    assert table(["a", "bc"], []) == "a  bc\n-  --"


def test_numbers() -> None:
    assert number(1234.56) == "1,234.6"
    assert number(3.14159, 2, "x") == "3.14x"
    assert number(0.0) == "0.0"
    assert number(None) == "-"
    assert share(0.98765) == "0.988"
    assert share(None) == "-"
