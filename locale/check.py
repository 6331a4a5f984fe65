"""Whether every word that a person reads is there in every language: `locale/check.py [--update]`.

Both the catalogues (.po) and what they compile to (.mo) are kept with the code, because a bare machine has no gettext.
"""

from __future__ import annotations

import argparse
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar", "fr")
# What holds no word that a person reads on a page.
LEFT_OUT = (".*", "var", "tests", "benchmarks", "docs", "requirements", "static", "staticfiles", "__pycache__")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogue(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(copy: Path) -> None:
    """Copies the code to `copy` and brings the catalogues there up to what the code says."""
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-wrap", "--no-obsolete", "-v0"]
    for language in LANGUAGES:
        command += ["-l", language]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=copy,
        env={**os.environ, "APP_ENV": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout)


def read(path: Path) -> polib.POFile:
    """The catalogue as it is kept: no line wrapped, sorted, a heading that no update changes."""
    messages = polib.pofile(str(path), wrapwidth=0)
    messages.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    heading = {
        "Language": path.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": messages.metadata["Plural-Forms"],
    }
    messages.metadata, messages.metadata_is_fuzzy, messages.header = heading, False, ""
    return messages


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def numbers_of_forms(plural_forms: str) -> list[set[int]]:
    """For each plural form of the header `Plural-Forms`, the numbers up to 200 that take it."""
    count = int(re.search(r"nplurals\s*=\s*(\d+)", plural_forms)[1])
    form_of = gettext.c2py(re.search(r"plural\s*=\s*([^;]+)", plural_forms)[1])
    forms: list[set[int]] = [set() for _ in range(count)]
    for number in range(201):
        forms[form_of(number)].add(number)
    return forms


def faults_of(entry: polib.POEntry, forms: list[set[int]]) -> Iterator[str]:
    """What is wrong with one message, in words."""
    if entry.fuzzy:
        yield "a guess nobody has looked at (fuzzy)"
    if not entry.msgid_plural:
        if not entry.msgstr:
            yield "not translated"
        elif placeholders(entry.msgstr) != placeholders(entry.msgid):
            yield f"its places differ: {sorted(placeholders(entry.msgid) ^ placeholders(entry.msgstr))}"
        return
    needed = placeholders(entry.msgid_plural)
    for form, numbers in enumerate(forms):
        text = entry.msgstr_plural.get(form, "")
        if not text:
            yield f"plural form {form} of {len(forms)} is not translated (for {sorted(numbers)[:4]})"
            continue
        used = placeholders(text)
        # A form for one number alone may write it as a word: "two people" has its own form in Arabic.
        left_out = needed - used if len(numbers) > 1 else set()
        if different := left_out | (used - needed - placeholders(entry.msgid)):
            yield f"plural form {form}: its places differ: {sorted(different)}"


def faults(messages: polib.POFile) -> list[str]:
    forms = numbers_of_forms(messages.metadata["Plural-Forms"])
    return [
        f"{entry.msgid!r}: {fault}" for entry in messages if not entry.obsolete for fault in faults_of(entry, forms)
    ]


def update() -> None:
    """Brings the catalogues up to the code and compiles them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wasl"
        extract(copy)
        for language in LANGUAGES:
            messages = read(catalogue(copy, language))
            kept = catalogue(ROOT, language)
            kept.parent.mkdir(parents=True, exist_ok=True)
            messages.save(str(kept))
            kept.with_suffix(".mo").write_bytes(messages.to_binary())
            sys.stdout.write(f"{language}: {len(messages)} messages, {len(faults(messages))} to see to\n")


def check() -> int:
    """How many faults there are; each is printed."""
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wasl"
        root = ROOT
        if shutil.which("xgettext"):
            extract(copy)
            root = copy
        elif os.environ.get("CI"):
            sys.exit("gettext is needed to read the words of the code; on Debian or Ubuntu: apt install gettext")
        else:
            sys.stdout.write("Not compared with the code: gettext is not on this machine.\n")
        for language in LANGUAGES:
            path = catalogue(root, language)
            told = faults(read(path)) if path.exists() else ["there is no catalogue"]
            kept = catalogue(ROOT, language)
            compiled = kept.with_suffix(".mo")
            if kept.exists() and (not compiled.exists() or compiled.read_bytes() != read(kept).to_binary()):
                told.append("the .mo is not what the .po compiles to: make messages")
            for fault in told:
                sys.stdout.write(f"{language}: {fault}\n")
            found += len(told)
    return found


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--update", action="store_true", help="bring the catalogues up to the code and compile them")
    if ask.parse_args().update:
        update()
    else:
        sys.exit(1 if check() else 0)
