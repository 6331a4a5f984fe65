"""What docs/operations.md says is what the code does."""

import re

from config.celery import app
from tests.programs import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([\w.]+)` \|", PAGE, re.MULTILINE)


def test_every_setting_has_its_row_and_every_row_is_a_setting():
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "config" / "settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    assert sorted(name for name in ROWS if name.isupper()) == sorted(read)


def test_every_task_of_the_timetable_is_told():
    told = re.findall(r"^\| [^|]+ \| `(\w+\.tasks\.\w+)` \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(entry["task"] for entry in app.conf.beat_schedule.values())
