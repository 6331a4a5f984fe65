"""All measurements in one go: `make bench`. Tables on the screen, JSON in var/bench/.

Public data is read from ../shared/data or the folder that BENCH_DATA names; what needs it is left out, and says so,
where there is none.
"""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BENCH_DATA", HOUSE.parent / "shared" / "data"))
NEED_DATA = ["suggest_speed.py", "titles.py", "sentences.py", "files.py"]


def main() -> int:
    there = DATA.is_dir()
    failed = 0
    for name in [*NEED_DATA, "freetext.py", "names.py", "answers.py", "pages.py"]:
        print(f"\n== {name}", flush=True)
        if name in NEED_DATA and not there:
            print(f"left out: there is no public data in {DATA}")
            continue
        arguments = ["--data", str(DATA)] if there else []
        failed += subprocess.run([sys.executable, f"benchmarks/{name}", *arguments], cwd=HOUSE).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
