"""The XLSForm of an instrument, which ODK Collect and KoboToolbox read.

A form on a phone has no roster, so an item that the roster would decide offers `does not apply`
beside yes and no, with its reason in the hint. Answers keep our codes: a submission needs no
translation.
"""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from berdaya.rules.instruments.definition import Condition, Instrument, Item, Option, Text

NAMES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}

SUBJECTS = {
    "person": {"id": "Nomor orang", "en": "Person number"},
    "family": {"id": "Nomor keluarga", "en": "Family number"},
    "group": {"id": "Nomor kelompok", "en": "Group number"},
    "problem": {"id": "Nomor masalah", "en": "Problem number"},
    "contact": {"id": "Nomor pertemuan", "en": "Contact number"},
    "goals": {"id": "Nomor rencana", "en": "Plan number"},
}
AREA = {"id": "Kode wilayah", "en": "Area code"}
YES_NO = {"1": {"id": "Ya", "en": "Yes"}, "0": {"id": "Tidak", "en": "No"}}
MAY_NOT_APPLY = "_or_not"
NOT_APPLICABLE = {"2": {"id": "Tidak berlaku", "en": "Does not apply"}}

Row = dict[str, str]


def write_xlsform(instrument: Instrument, path: Path) -> None:
    """Write the form to `path` (.xlsx)."""
    form = _Form(instrument)
    sheets = {
        "survey": list(form.survey()),
        "choices": list(form.choices()),
        "settings": [form.settings()],
    }
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet.write_row(0, 0, columns)
            for number, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    sheet.write_string(number, place, row.get(column, ""))
            sheet.freeze_panes(1, 0)


class _Form:
    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument

    def said(self, column: str, text: Text) -> Row:
        return {
            f"{column}::{NAMES.get(language, language)}": text.get(language, "").strip()
            for language in self.instrument.languages
        }

    def settings(self) -> Row:
        one = self.instrument
        return {
            "form_title": one.title[one.languages[0]],
            "form_id": one.id,
            "version": one.version,
            "default_language": NAMES.get(one.languages[0], one.languages[0]),
            "style": "pages",
        }

    def survey(self) -> Iterator[Row]:
        one = self.instrument
        for name, text in ((one.id_column, SUBJECTS[one.subject]), ("area_code", AREA)):
            yield {"type": "text", "name": name, "required": "yes", **self.said("label", text)}
        for group in self.instrument.groups:
            name = group.code.replace("-", "_")
            yield self.group("begin group", name, group.title)
            for item in group.items:
                yield self.question(item)
            yield {"type": "end group", "name": name}

    def group(self, kind: str, name: str, title: Text) -> Row:
        return {
            "type": kind,
            "name": name,
            "appearance": "field-list",
            **self.said("label", title),
        }

    def question(self, item: Item) -> Row:
        row = {
            "type": self.kind(item),
            "name": item.code,
            "required": "yes" if item.required else "no",
            "relevant": _relevant(item),
            "constraint": _constraint(item),
            **self.said("label", item.text),
        }
        hint = {
            language: " ".join(
                text[language].strip()
                for text in (item.help, item.not_applicable_reason)
                if language in text
            )
            for language in self.instrument.languages
        }
        return {**row, **self.said("hint", hint)}

    def kind(self, item: Item) -> str:
        if item.kind == "yes_no":
            return "select_one yes_no_na" if _may_not_apply(item) else "select_one yes_no"
        if item.scale:
            return f"select_one {_scale(item)}"
        if item.kind == "choice":
            return f"select_one {item.code}"
        return "date" if item.kind == "date" else "integer"

    def choices(self) -> Iterator[Row]:
        for name, options in (("yes_no", YES_NO), ("yes_no_na", {**YES_NO, **NOT_APPLICABLE})):
            for code, text in options.items():
                yield {"list_name": name, "name": code, **self.said("label", text)}
        listed: set[str] = set()
        for item in self.instrument.items:
            name = _scale(item) if item.scale else item.code
            if name in listed:
                continue
            listed.add(name)
            skip = [Option(str(item.not_applicable), NOT_APPLICABLE["2"])]
            for option in (*item.options, *(skip if name.endswith(MAY_NOT_APPLY) else [])):
                said = self.said("label", option.text)
                yield {"list_name": name, "name": option.code, **said}


def _scale(item: Item) -> str:
    """The name of the list that holds the points of its scale."""
    return f"scale_{item.scale}" + (MAY_NOT_APPLY if _may_not_apply(item) else "")


def _may_not_apply(item: Item) -> bool:
    return item.may_not_apply or item.by_roster


def _relevant(item: Item) -> str:
    when = item.applies_when
    return f"${{{when.item}}} = {when.equals}" if isinstance(when, Condition) else ""


def _constraint(item: Item) -> str:
    if item.kind not in ("likert", "number") or item.scale:
        return ""
    inside = f"(. >= {item.minimum} and . <= {item.maximum})"
    return f"{inside} or . = {item.not_applicable}" if _may_not_apply(item) else inside
