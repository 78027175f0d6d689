"""Exports: valid FHIR with our link ids, tables that no spreadsheet runs, pages that load nothing."""

from __future__ import annotations

import copy
import csv
import io
import re

import pytest

from bot.intake.definition import current
from bot.intake.fhir import bundle, check, response, unknown
from bot.intake.questionnaire import questionnaire
from bot.intake.sheets import page, safe, table
from bot.intake.staff import Record, Summary

FORM = questionnaire(current())
FIELDS = {
    "name": "Zoë 🌧",
    "email": "zoe@example.org",
    "phone": "+44 7700 900456",
    "how": "email",
    "when": "=cmd|' /C calc'!A0",
    "about": "<script>alert(1)</script>\nsince \u202eMarch",
    "for_whom": "me",
    "mode": "either",
    "language": "English",
}


def record(**fields) -> Record:
    return Record(Summary("W-7K3P-92", 1.7e9, 1.8e9), "1", 1.7e9, {**FIELDS, **fields})


def test_a_record_becomes_a_valid_response_with_all_its_answers() -> None:
    built = response(record(), FORM)
    assert check(built, FORM) == [] and built["status"] == "completed"
    assert built["identifier"]["value"] == "W-7K3P-92" and built["questionnaire"].endswith("|1")
    said = {item["linkId"]: list(item["answer"][0].values())[0] for item in built["item"]}
    assert said["consent"] is True and said["how"]["code"] == "email"
    assert {key: said[key] for key in FIELDS if key not in ("how", "for_whom", "mode")} == {
        key: value for key, value in FIELDS.items() if key not in ("how", "for_whom", "mode")
    }


def test_the_questionnaire_and_a_bundle_have_the_structure_of_fhir() -> None:
    from fhir.resources.R4B.bundle import Bundle
    from fhir.resources.R4B.questionnaire import Questionnaire

    assert Questionnaire.parse_obj(FORM).status == "active"
    assert len(Bundle.parse_obj(bundle([response(record(), FORM)] * 2)).entry) == 2


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (lambda r: r.update(status="done"), "status"),
        (lambda r: r["item"][1].update(linkId="nonsense"), "nonsense"),
        (lambda r: r["item"].append(copy.deepcopy(r["item"][1])), "twice"),
        (lambda r: r["item"][1]["answer"][0].update(valueBoolean=True), "name"),
        (lambda r: r["item"][1].update(answer=[{"valueInteger": 3}]), "name"),
        (
            lambda r: next(i for i in r["item"] if i["linkId"] == "how")["answer"][0]["valueCoding"].update(code="x"),
            "how",
        ),
        (lambda r: r.pop("status"), "status"),
    ],
)
def test_what_the_classes_let_through_is_caught(broken, named: str) -> None:
    built = response(record(), FORM)
    broken(built)
    assert any(named in problem for problem in check(built, FORM))


def test_a_field_that_the_questionnaire_does_not_know_is_named_and_not_slipped_in() -> None:
    odd = record(shoe_size="38", how="pigeon")
    assert sorted(unknown(odd, FORM)) == ["how", "shoe_size"]
    built = response(odd, FORM)
    assert {"shoe_size", "how"}.isdisjoint(item["linkId"] for item in built["item"])
    assert "pigeon" in table([odd], FORM) and "38" in page([odd], FORM)


def test_signs_that_fhir_forbids_do_not_break_an_export() -> None:
    assert check(response(record(about="a\x00b\x1b[31m\ud800"), FORM), FORM) == []


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_words(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    [row] = list(csv.DictReader(io.StringIO(table([record(when=cell)], FORM), newline="")))
    assert row["when"] == f"'{cell}"


def test_plain_cells_stay_and_all_columns_are_there() -> None:
    [row] = list(csv.DictReader(io.StringIO(table([record()], FORM), newline="")))
    assert row["name"] == "Zoë 🌧" and row["reference"] == "W-7K3P-92" and row["note"] == ""
    assert row["about"] == FIELDS["about"]


def test_the_page_shows_words_as_words_and_loads_nothing() -> None:
    html = page([record(), record(name="B")], FORM)
    assert "<script" not in html and "&lt;script&gt;" in html and html.count("<article>") == 2
    assert not re.search(r"\b(src|href)=|url\(", html)
    assert "E-mail" in html and ">email<" not in html


def test_no_records_make_an_empty_page_and_table() -> None:
    assert "No requests" in page([], FORM) and len(table([], FORM).splitlines()) == 1
