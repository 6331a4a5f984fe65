"""Salma posts an opening, from her first page to what people see, on a wide screen and on a telephone."""

import sys
import time
from dataclasses import dataclass, field

import pytest

from engagement.demo import PASSWORD
from tests.programs import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SALMA = "salma@example.org"
GO_ON = "#posting .actions button:not([name])"


@dataclass
class Hand:
    """Counts what somebody types, chooses and presses; `pages`: seconds from each press to the page that followed."""

    visitor: object
    fields: int = 0
    clicks: int = 0
    pages: list[float] = field(default_factory=list)

    def types(self, name: str, text: str) -> None:
        self.fields += 1
        self.visitor.page.locator(f"[name={name}]").click()
        self.visitor.page.keyboard.type(text)

    def chooses(self, name: str, value: str) -> None:
        self.fields += 1
        self.visitor.page.locator(f"[name={name}]").select_option(value)

    def ticks(self, selector: str) -> None:
        self.clicks += 1
        self.visitor.page.locator(selector).first.click()

    def follows(self, selector: str) -> None:
        self.clicks += 1
        begun = time.monotonic()
        self.visitor.follows(selector)
        self.pages.append(time.monotonic() - begun)


def post(salma, title: str, tasks: str) -> Hand:
    """From the first page to the opening that people see."""
    hand = Hand(salma)
    begun = time.monotonic()
    hand.follows("main a[href='/openings/new/']")
    hand.types("title", title)
    hand.follows("main form .button")
    hand.types("description", tasks)
    if salma.page.locator("input[type=radio][name=meant]").count():
        # The title says more than the name of the work: which of these is nearest?
        hand.ticks("input[type=radio][name=meant]")
    hand.chooses("contract", "permanent")
    hand.follows(GO_ON)
    salma.page.locator("#reach .fit").wait_for()
    hand.ticks("input[name=skill]")
    with salma.page.expect_response("**/reach/count/"):
        hand.chooses("speaks-fr", "r5")
    hand.follows(GO_ON)
    hand.types("wage_min", "4 200")
    hand.ticks("[name=benefits][value=transport]")
    hand.follows(GO_ON)
    hand.follows("main form .actions button")
    sys.stdout.write(
        f"\n{salma.language} at {salma.page.viewport_size['width']} px: {hand.fields} fields, {hand.clicks} clicks, "
        f"{time.monotonic() - begun:.1f} s in all, slowest page {max(hand.pages):.1f} s\n"
    )
    return hand


def states(laptop, title: str) -> str:
    return ask(
        laptop,
        f"from employers.models import Opening\nprint([o.state for o in Opening.objects.filter(title={title!r})])",
    )


@pytest.mark.parametrize(
    ("language", "width", "title", "tasks"),
    [
        ("fr", 1280, "Couturière ou couturier, atelier de vestes", "Coudre des vestes, contrôler la qualité."),
        ("ar", 360, "خياطة أو خياط لورشة السترات", "خياطة السترات ومراقبة الجودة."),
    ],
)
def test_from_home_to_published(visitor, laptop, language, width, title, tasks):
    salma = visitor(language, width)
    salma.goes_to("/")
    salma.follows(f"form.languages button[value={language}]")
    salma.signs_in(SALMA, PASSWORD)
    post(salma, title, tasks)
    assert salma.reads("h1") == [title]
    assert states(laptop, title) == "['published']"


def test_and_without_scripts(visitor, laptop):
    salma = visitor("fr", 360, scripts=False)
    salma.signs_in(SALMA, PASSWORD)
    salma.goes_to("/openings/new/")
    page = salma.page
    page.locator("[name=title]").fill("Couturière")
    salma.follows("main form .button")
    page.locator("[name=contract]").select_option("permanent")
    salma.follows(GO_ON)
    page.locator("[name=skill_words]").fill("contrôler la qualité")
    salma.follows("button[name=add]")
    salma.follows("button[name=count]")
    assert salma.reads("main .fit")
    salma.follows("main a.button")
    salma.follows(GO_ON.replace(":not([name])", "[name=later]"))
    assert any("Couturière" in row for row in salma.reads("main .rows a"))
