"""A served copy of the platform, and visitors who read it in Debian's Chromium with a careful eye."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.programs import ROOT, Environment, free_port, listens, needed, started

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What anybody would stumble over, in words; runs inside the page.
FAULTS = """
() => {
  const found = [];
  const show = element => element.outerHTML.replace(/\\s+/g, " ").slice(0, 160);
  const seen = element => element.getClientRects().length > 0;
  const word = id => (document.getElementById(id) || {}).textContent || "";
  const name = element =>
    (element.getAttribute("aria-label") ||
     (element.getAttribute("aria-labelledby") || "").split(" ").map(word).join(" ") ||
     [...(element.labels || [])].map(label => label.textContent).join(" ") ||
     element.innerText ||
     [...element.querySelectorAll("img")].map(image => image.alt).join(" ") ||
     element.title || "").trim();
  const all = selector => [...document.querySelectorAll(selector)];
  for (const element of all("input:not([type=hidden]), select, textarea, button, a[href], summary"))
    if (seen(element) && !name(element)) found.push("has no name: " + show(element));
  for (const image of all("img"))
    if (!image.hasAttribute("alt")) found.push("has no alternative text: " + show(image));
  for (const link of all("a[href^='#']"))
    if (!document.getElementById(link.getAttribute("href").slice(1))) found.push("leads nowhere: " + show(link));
  const ids = all("[id]").map(element => element.id);
  for (const id of new Set(ids.filter((one, place) => ids.indexOf(one) < place))) found.push("id twice: " + id);
  if (all("h1").length != 1) found.push(all("h1").length + " headings of the first level");
  if (!document.title.trim()) found.push("has no title");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = all("body *").filter(element => {
      const box = element.getBoundingClientRect();
      return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    found.push(`wider than the screen (${root.scrollWidth} > ${root.clientWidth}): ` + wide.slice(0, 3).map(show));
  }
  return found;
}
"""


class Visitor:
    """A reader in a browser of their own. `troubles` is what went wrong that no page says."""

    def __init__(self, page: object, site: str, language: str, axe: str) -> None:
        self.page, self.site, self.language, self.axe = page, site, language, axe
        self.troubles: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(f"script failed: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def _heard(self, message: object) -> None:
        # What the policy of content forbids is told here too.
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console, {message.type}: {message.text}")

    def _asked(self, request: object) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.troubles.append(f"asked another host: {request.url}")

    def _answered(self, response: object) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def _failed(self, request: object) -> None:
        # A page left before all its letters have come is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.url}")

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")
        self.looks()

    def follows(self, selector: str) -> None:
        """Press the first link or button that `selector` finds, then look at the page that comes."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.looks()

    def looks(self) -> None:
        """Fails with what a careful reader would stumble over on the page as it stands."""
        page = self.page
        where = f"{urlsplit(page.url).path} in {self.language} at {page.viewport_size['width']} px"
        root = page.locator("html")
        direction = "rtl" if self.language == "ar" else "ltr"
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (self.language, direction), where
        found = page.evaluate(FAULTS)
        if self.axe:
            # Evaluated, not added to the page: the policy of content forbids scripts inside it, and rightly.
            page.evaluate(self.axe)
            result = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
            for violation in result["violations"]:
                found += [f"axe {violation['id']}: {node['html'][:200]}" for node in violation["nodes"]]
        assert found == [], f"{where}:\n" + "\n".join(found)

    def reads(self, selector: str) -> list[str]:
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def signs_in(self, email: str, password: str) -> None:
        self.goes_to("/accounts/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.follows("form:has(input[name=login]) button[type=submit]")


@pytest.fixture(scope="module")
def site(laptop: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--threads", "8", "--no-control-socket"]
    log = tmp_path_factory.mktemp("site") / "log"
    with started(command, log, ready=lambda: listens(port), cwd=ROOT, env=laptop):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core where it is at hand (AXE_CORE, or installed by npm), else nothing."""
    places = [os.environ.get("AXE_CORE", ""), str(ROOT / "node_modules" / "axe-core" / "axe.min.js")]
    return next((Path(place).read_text(encoding="utf-8") for place in places if place and Path(place).is_file()), "")


# Not for the whole session: while the driver runs, Django takes every test for an asynchronous one.
@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    chromium = needed("Chromium")
    if os.environ.get("CI"):
        from playwright.sync_api import sync_playwright
    else:
        sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser: object, site: str, axe: str) -> Iterator[Callable[..., Visitor]]:
    """visitor("ar", 360): somebody whose browser asks for Arabic on a telephone. Their troubles fail the test."""
    contexts, visitors = [], []

    def comes(language: str, width: int, *, scripts: bool = True) -> Visitor:
        screen = {"width": width, "height": 740 if width < 600 else 800}
        contexts.append(browser.new_context(locale=language, viewport=screen, java_script_enabled=scripts))
        visitors.append(Visitor(contexts[-1].new_page(), site, language, axe if scripts else ""))
        return visitors[-1]

    yield comes
    for context in contexts:
        context.close()
    assert [trouble for one in visitors for trouble in one.troubles] == []
