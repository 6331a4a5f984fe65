"""Amina or Samira types a text; what it should not tell is pointed at once, and they decide."""

import logging

import pytest
from django import forms
from django.http import QueryDict

from returnees.guarded import GuardedText, Typed


class Note(forms.Form):
    title = GuardedText(lines=1, max_length=80)
    text = GuardedText(required=False, note=True)


def sent(**typed: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_what_should_not_be_told_is_shown_with_why_and_nothing_typed_is_lost() -> None:
    form = Note(sent(title="Soudeur", text="  Il a fait de la prison. <b>Six saisons.</b>  "))
    assert not form.is_valid()
    assert form.errors["text"] == ["Please look at these words once more: fait de la prison"]
    page = " ".join(str(form).split())
    assert "&lt;b&gt;Six saisons.&lt;/b&gt;" in page
    assert "prison or detention" in page and "it can harm when others read it" in page
    assert '<input type="checkbox" name="text_kept"' in page
    assert "a note says that you referred them" in page


def test_a_tick_lets_it_through_and_only_that() -> None:
    text = "Il a fait de la prison"
    mark = "detention:fait de la prison"
    form = Note(sent(title="Soudeur", text=text, text_kept=mark))
    assert form.is_valid() and form.cleaned_data["text"] == text
    more = Note(sent(title="Soudeur", text=f"{text}. Elle est enceinte", text_kept=mark))
    assert not more.is_valid()
    assert more.errors["text"] == ["Please look at these words once more: enceinte"]
    assert f'<input type="hidden" name="text_kept" value="{mark}">' in str(more)


def test_the_tick_of_one_field_is_not_that_of_another() -> None:
    form = Note(sent(title="Sortie de prison", text="", text_kept="detention:sortie de prison"))
    assert list(form.errors) == ["title"]


def test_what_was_saved_before_is_not_asked_again() -> None:
    unbound = Note(initial={"title": "Sortie de prison"})
    assert "checkbox" not in str(unbound)
    assert '<input type="hidden" name="title_kept" value="detention:sortie de prison">' in str(unbound)
    assert Note(sent(title="Sortie de prison", title_kept="detention:sortie de prison")).is_valid()
    assert "checkbox" in str(Note(initial={"title": Typed("Sortie de prison")}))


def test_a_note_may_hold_a_telephone_number_and_a_public_text_may_not() -> None:
    form = Note(sent(title="Appelez le 06 12 34 56 78", text="Appelez le 06 12 34 56 78"))
    assert list(form.errors) == ["title"]
    assert "a telephone number or an address" in str(form)


def test_a_plain_text_passes_unchanged() -> None:
    form = Note({"title": "Soudeur", "text": "Lecture de plans"}, initial={"title": "Soudeur"})
    assert form.is_valid() and form.cleaned_data == {"title": "Soudeur", "text": "Lecture de plans"}
    assert form.changed_data == ["text"]
    assert type(form.cleaned_data["title"]) is str


def test_the_words_reach_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Note(sent(title="x", text="J'étais en prison")).is_valid()
    assert "prison" not in caplog.text
