"""How well a firm's share of answers is told from few cases, beside plain ways of telling it.

    python benchmarks/answers.py [--out var/bench/answers.json]

Simulated firms, since nobody publishes such figures per firm: 12 sectors whose shares are drawn from a beta
distribution with mean 0.45, firms around their sector's share, and for each firm a number of people who waited as
such numbers go (half of the firms have at most three). The true share of each firm is known, so every way of telling
it is judged by its root mean squared error against it, and ours also by how often its 90 % interval holds it.
Repeated over 20 seeds. The firms' spread about their sector is varied, because it is not known.

raw: answered / asked, 1 where nobody was asked (the rule of Immersion Facilitée, domain note A of the peers studied).
one more each: (answered + 1) / (asked + 2). sector: the sector's raw share whatever the firm did.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from engagement.answering.responsiveness import sector_share, share, weight  # noqa: E402

SEEDS, FIRMS, SECTORS = 20, 300, 12
SPREADS = {"firms alike": 20.0, "as our prior": 8.0, "firms unlike": 2.5}


def world(rng: np.random.Generator, spread: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Sector, true share, asked and answered of each firm."""
    usual = rng.beta(4.5, 5.5, SECTORS)
    sector = rng.integers(0, SECTORS, FIRMS)
    true = rng.beta(usual[sector] * spread, (1 - usual[sector]) * spread)
    asked = rng.geometric(0.2, FIRMS)
    return sector, true, asked, rng.binomial(asked, true)


def measure(seed: int, spread: float) -> dict[str, float]:
    sector, true, asked, answered = world(np.random.default_rng(seed), spread)
    everybody = int(asked.sum()), int(answered.sum())
    of = {s: (int(asked[sector == s].sum()), int(answered[sector == s].sum())) for s in set(sector.tolist())}
    usual = {s: sector_share(a, b, *everybody) for s, (a, b) in of.items()}
    cases = [(int(n), int(k), usual[s]) for s, n, k in zip(sector.tolist(), asked, answered, strict=True)]
    people = weight(cases)
    ours = [share(*case, people) for case in cases]
    ways = {
        "ours": np.array([one.rate for one in ours]),
        "raw": answered / asked,
        "one more each": (answered + 1) / (asked + 2),
        "sector": np.array([of[s][1] / of[s][0] for s in sector.tolist()]),
    }
    found = {name: float(np.sqrt(np.mean((told - true) ** 2))) for name, told in ways.items()}
    found["holds"] = float(np.mean([one.low <= t <= one.high for one, t in zip(ours, true, strict=True)]))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="not needed")
    parser.add_argument("--out", type=Path, default=HOUSE / "var" / "bench" / "answers.json")
    out = parser.parse_args().out
    told = {}
    print(f"root mean squared error of the share, median of {SEEDS} seeds (least – most), {FIRMS} firms")
    for name, spread in SPREADS.items():
        rows = [measure(seed, spread) for seed in range(SEEDS)]
        told[name] = {key: [row[key] for row in rows] for key in rows[0]}
        print(f"\n{name} (spread {spread:g})")
        for key, values in told[name].items():
            label = "ours: 90 % interval holds the truth" if key == "holds" else key
            print(f"  {label:36} {np.median(values):.3f} ({min(values):.3f} – {max(values):.3f})")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
