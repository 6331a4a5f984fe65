"""How long the pages of a counsellor take, without network: the request through every middleware, as Django answers it.

    python benchmarks/pages.py [--people 600] [--data ../shared/data] [--rounds 30]

Builds a world of its own in a temporary folder: our vocabulary, with --data all of ESCO in four languages on top, and
the demo world. Lists are made anew in every round of "made" and read again in every round of "shown".
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
ESCO = {"en": ["esco/en"], "fr": ["esco/fr"], "es": ["esco/es"], "ar": ["esco/ar"]}


def manage(*arguments: str) -> float:
    """Seconds that a command took."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def timed(deed: Callable[[], object], rounds: int) -> dict[str, float]:
    """p50 and p95 in ms over `rounds`, after two that warm up."""
    taken = []
    for round_ in range(rounds + 2):
        start = time.perf_counter()
        deed()
        if round_ >= 2:
            taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return {"p50": statistics.median(taken), "p95": taken[min(len(taken) - 1, round(0.95 * len(taken)))]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--people", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--out", type=Path, default=HOUSE / "var/bench/pages.json")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, APP_ENV="embedded", DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
        figures: dict[str, object] = {}
        manage("migrate", "-v0")
        manage("createcachetable")
        manage("collectstatic", "--no-input", "-v0")
        figures["load_vocabulary, s"] = manage("load_vocabulary")
        if asked.data:
            for language, paths in ESCO.items():
                found = [str(asked.data / path) for path in paths]
                figures[f"import_esco {language}, s"] = manage("import_esco", *found, "--language", language)
        figures[f"demo --people {asked.people}, s"] = manage("demo", "--people", str(asked.people))
        figures |= pages(asked.rounds)
        print(f"{'':44}{'p50':>9}{'p95':>9}")
        for name, value in figures.items():
            if isinstance(value, dict):
                print(f"{name:44}{value['p50']:9.1f}{value['p95']:9.1f}")
            else:
                print(f"{name:44}{value:9.1f}")
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


def pages(rounds: int) -> dict[str, dict[str, float]]:
    sys.path.insert(0, str(HOUSE))
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from employers.models import Opening
    from engagement.demo import LOGINS
    from matching.models import Ranking
    from returnees.models import Profile
    from skills.models import Label

    settings.ALLOWED_HOSTS = ["*"]
    samira = User.objects.get(email=LOGINS[0][1])
    client = Client()
    client.force_login(samira)
    draw = random.Random(1)
    openings = list(Opening.objects.visible_to(samira).open()[:20])
    people = list(Profile.objects.visible_to(samira).active()[:20])
    words = list(Label.objects.order_by("?").values_list("text", flat=True)[:200])

    def get(path: str) -> None:
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} does not answer")

    def anew(path: Callable[[], str]) -> Callable[[], None]:
        def deed() -> None:
            Ranking.objects.all().delete()
            get(path())

        return deed

    some_opening = lambda: f"/openings/{draw.choice(openings).pk}/"  # noqa: E731
    some_person = lambda: f"/people/{draw.choice(people).code}/"  # noqa: E731
    return {
        "the day, ms": timed(lambda: get("/"), rounds),
        "openings, ms": timed(lambda: get("/openings/"), rounds),
        "an opening, list made, ms": timed(anew(some_opening), rounds),
        "an opening, list shown, ms": timed(lambda: get(some_opening()), rounds),
        "people, ms": timed(lambda: get("/people/"), rounds),
        "a person, lists made, ms": timed(anew(some_person), rounds),
        "a person, lists shown, ms": timed(lambda: get(some_person()), rounds),
        "words while typing, ms": timed(
            lambda: get(f"/words/suggest/?q={(w := draw.choice(words))[: draw.randint(3, max(3, len(w)))]}"), rounds * 5
        ),
    }


if __name__ == "__main__":
    sys.exit(main())
