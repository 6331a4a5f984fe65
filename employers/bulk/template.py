"""The file to fill in: one sheet with the names of the columns, one that explains them, in the reader's language."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _

from employers.posting.forms import CURRENCIES

from .columns import COLUMNS

_WIDTHS = {"tasks": 50, "title": 28, "skills": 36, "preferred": 30, "languages": 30}
_USUAL = 18


def workbook(language: str) -> bytes:
    """An .xlsx without any row, so that nothing has to be taken out before it is sent."""
    from openpyxl import Workbook  # a second to load: for those who ask for it
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet, helping = book.active, book.create_sheet(_("Help"))
    sheet.title = _("Openings")
    head, fill = Font(bold=True), PatternFill("solid", fgColor="D9EBE3")
    sheet.append([column.name(language) for column in COLUMNS])
    for number, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, number)
        cell.font = head
        if column.required:
            cell.fill = fill
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column.key, _USUAL)
    sheet.freeze_panes = "A2"
    told = _told()
    helping.append([_("Column"), _("Must be filled in"), _("What goes in"), _("Example")])
    for column in COLUMNS:
        demanded = _("yes") if column.required else _("no")
        helping.append([column.name(language), demanded, told.get(column.key, ""), column.sample(language)])
    for cell in helping[1]:
        cell.font = head
    for letter, width in (("A", 32), ("B", 18), ("C", 80), ("D", 50)):
        helping.column_dimensions[letter].width = width
    for row in helping.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            # An example is a text, whatever it looks like.
            cell.number_format = "@"
    for one in (sheet, helping):
        one.sheet_view.rightToLeft = language == "ar"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _told() -> dict[str, str]:
    """Column → what goes in, where the name does not say it."""
    codes = ", ".join(dict.fromkeys(CURRENCIES.values()))
    return {
        "reference": _("Your own number of the post. Sent again with the same number, it makes no second opening."),
        "title": _("As people would call the work."),
        "occupation": _("The usual name of the work, where the title is another."),
        "tasks": _("What the person does, in a few sentences; up to 4,000 letters."),
        "town": _("The town of one of your sites."),
        "contract": _(
            "CDI, CDD, seasonal, apprenticeship, internship, subsidised first contract, agency work, building site."
        ),
        "months": _("Not for a permanent contract."),
        "hours": _("Left open: the usual week of the country."),
        "wage_from": _("The lowest wage: 4000 or 4 000,50. It is checked against the legal minimum."),
        "period": _("hour, day, month or year; left open: month."),
        "gross": _("yes for gross, no for net; left open: gross."),
        "currency": _("%(codes)s; left open: that of the country.") % {"codes": codes},
        "start": _("2027-03-01 or 01/03/2027 (the day first); left open: as soon as possible."),
        "deadline": _("The last day on which people may apply."),
        "education": _("primary, bac, bac+2, licence, master, or a level of ISCED from 0 to 8."),
        "or_equivalent": _("yes or no; left open: yes."),
        "skills": _("With semicolons between. What we have no word for is left out and said."),
        "languages": _("With the level from A1 to C2; write “advantage” behind what is no condition."),
        "licences": _("B, C, CE, D, forklift, crane."),
        "benefits": _("social security, health, transport, meals, housing, clothing, crèche, bonus."),
        "schedule": _("day, shifts, night, weekend or flexible."),
        "name_shown": _("no: people learn the name of the firm when you meet."),
    }
