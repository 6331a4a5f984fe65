"""Files on their way in: read from memory, up to a limit, and never put down anywhere."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from accounts import uploads
from accounts.uploads import MOST_KEPT, MOST_READ, cut_off
from skills.documents import MOST_BYTES


def sent(*sizes: int) -> HttpRequest:
    """A form with a word and files of so many bytes."""
    files = {f"file{number}": SimpleUploadedFile(f"cv{number}.pdf", b"x" * size) for number, size in enumerate(sizes)}
    return RequestFactory().post("/", {"word": "لحام", **files})


def test_a_file_of_the_largest_size_is_there_as_it_was_sent():
    request = sent(MOST_BYTES)
    assert request.POST["word"] == "لحام"
    assert request.FILES["file0"].read() == b"x" * MOST_BYTES
    assert not cut_off(request)


def test_what_is_larger_than_anybody_reads_is_told_from_what_is_not():
    assert MOST_BYTES < MOST_KEPT


@pytest.mark.parametrize("sizes", [(MOST_KEPT + 1,), (MOST_BYTES // 2,) * 3])
def test_of_too_much_nothing_is_kept_however_many_files_it_is_in(sizes):
    request = sent(*sizes)
    assert cut_off(request)
    assert request.POST["word"] == "لحام"
    assert sum(len(file.read()) for file in request.FILES.values()) < MOST_KEPT


def test_a_film_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_READ", MOST_KEPT + 100_000)
    request = sent(MOST_KEPT + 1_000_000)
    assert cut_off(request)
    assert request.POST["word"] == "لحام"
    assert not request.FILES
    assert MOST_KEPT < MOST_READ


def test_no_file_touches_a_disk(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for size in (10, MOST_BYTES, MOST_KEPT + 1):
        request = sent(size)
        list(request.FILES.values())
        assert list(tmp_path.iterdir()) == []
