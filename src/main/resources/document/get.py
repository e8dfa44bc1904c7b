"""Says which of the paper's data is missing, and where it is to be had.

Nothing is fetched and nothing is made up. Exit code 0: all data is there; 1: some is missing.
"""

import sys
from pathlib import Path

DATASETS = []

HINTS = {
    "open": "open",
    "on_request": "on request only, ask its owners",
    "not_public": "not public",
    "unknown": "the paper does not say whether it can be had",
}


def is_there(dataset, folder):
    """Whether the dataset's own folder holds a file."""
    place = folder / dataset["id"]
    return place.is_dir() and any(path.is_file() for path in place.rglob("*"))


def describe(dataset):
    """What to know in order to get the dataset, as lines of text."""
    lines = ["  get it: " + (dataset["where"] or "the paper does not say where")]
    lines.append("  access: " + HINTS.get(dataset["available"], dataset["available"]))
    for key in ("licence", "size"):
        if dataset[key]:
            lines.append("  %s: %s" % (key, dataset[key]))
    if dataset["stand_in"]:
        lines.append("  stands in where it cannot be had: " + dataset["stand_in"])
    return lines


def main():
    folder = Path(__file__).resolve().parent
    missing = 0
    for dataset in DATASETS:
        name = "%s %s" % (dataset["id"], dataset["name"])
        if dataset["available"] == "generated":
            print("%s: made by the code itself" % name)
        elif is_there(dataset, folder):
            print("%s: there" % name)
        else:
            missing += 1
            print("%s: MISSING" % name)
            print("\n".join(describe(dataset)))
            print("  put its files into: data/%s/" % dataset["id"])
    if not DATASETS:
        print("No data from elsewhere is needed.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
