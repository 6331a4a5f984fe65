"""What templates and the stylesheet promise: nothing inline, nothing forgotten, no side of the page named."""

import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.template.loaders.app_directories import Loader

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*") if file.is_file())
HTML = [name for name in ALL if name.endswith(".html")]
# What allauth looks up by a name of its own, and accounts/messages.py by the name of a text.
LOOKED_UP_BY_OTHERS = ("account/", "allauth/", "usersessions/", "messages/")
NAMED = re.compile(r"""["']([\w/.-]+\.(?:html|txt|svg|xml))["']""")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son\w+=|javascript:|\bhx-on\b", re.IGNORECASE)
SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|:\s*(?:left|right)\b|(?<![\w-])(?:min-|max-)?(?:width|height)\s*:(?!\s*\d+(?:\.\d+)?em\))"
)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def text_of(name: str) -> str:
    return COMMENT.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", HTML)
def test_nothing_stands_inside_the_page_that_the_policy_forbids(name):
    assert INLINE.findall(text_of(name)) == []


@pytest.mark.parametrize("name", HTML)
def test_a_template_compiles_and_what_it_names_exists(name):
    get_template(name)
    missing = []
    for other in re.findall(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""", text_of(name)):
        try:
            get_template(other)
        except TemplateDoesNotExist:
            missing.append(other)
    assert missing == []


def test_every_template_is_used():
    apps = ("accounts", "skills", "returnees", "employers", "mobility_schemes", "matching", "engagement", "config")
    code = [file for app in apps for file in (ROOT / app).rglob("*.py")]
    named = {found for file in code for found in NAMED.findall(file.read_text(encoding="utf-8"))}
    for name in ALL:
        named |= set(NAMED.findall(text_of(name))) - {name}
    unused = [name for name in ALL if name not in named and not name.startswith(LOOKED_UP_BY_OTHERS)]
    assert unused == []


@pytest.mark.parametrize("name", [name for name in HTML if name.startswith(("account/", "allauth/", "usersessions/"))])
def test_a_template_in_place_of_one_of_allauth_has_the_name_of_one(name):
    """A file that overrides nothing would never be seen."""
    origins = [origin.name for origin in Loader(engines["django"].engine).get_template_sources(name)]
    assert any(Path(origin).exists() for origin in origins)


def test_the_stylesheet_names_no_side_of_the_page():
    css = COMMENT.sub("", (ROOT / "static" / "wasl.css").read_text(encoding="utf-8"))
    assert SIDES.findall(css) == []


@pytest.mark.parametrize(
    "line", ["margin-left: 1px", "left: 0", "text-align: right;", "border-top: 0", "width: 3rem", "max-width: 3rem;"]
)
def test_a_side_would_be_found(line):
    assert SIDES.search(line)


@pytest.mark.parametrize("text", ['<p style="x">', "<script>1</script>", '<a onclick="x">', "<style>p{}</style>"])
def test_an_inline_thing_would_be_found(text):
    assert INLINE.search(text)


def test_every_icon_drawn_is_there():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
    asked = {icon for name in HTML for icon in re.findall(r'\{% icon "([\w-]+)"', text_of(name))}
    assert asked <= drawn


def test_the_stylesheet_asks_no_other_host():
    css = (ROOT / "static" / "wasl.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|url\([\"']?(?:https?:)?//", css) == []
