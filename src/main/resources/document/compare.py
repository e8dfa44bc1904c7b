"""Sets the numbers that the paper reports beside those of outputs/results.json.

Within the tolerance means just that; whether the paper is reproduced is for a person to judge.
Exit code 0: every target was measured and is within its tolerance; 1: some are not, or were not
run; 2: there is nothing to compare (no results, or results on made-up data).
"""

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

TARGETS = []


def load(path):
    """The results file as a dictionary, or None and why it cannot be used."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, "%s does not exist; run main.py first" % path
    except (OSError, ValueError) as error:
        return None, "%s cannot be read: %s" % (path, error)
    if not isinstance(found, dict) or not isinstance(found.get("results"), dict):
        return None, "%s has no results" % path
    if not isinstance(found.get("synthetic"), bool):
        return None, "%s does not say whether its data is synthetic" % path
    return found, ""


def number(value):
    """The value as a decimal number; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def verdict(target, found):
    """(your value as text, what to say of it, whether it is within the tolerance)."""
    if target["id"] not in found["results"]:
        reasons = found.get("not_run")
        why = reasons.get(target["id"]) if isinstance(reasons, dict) else None
        return "", "not run" + (": %s" % why if why else ""), False
    yours = number(found["results"][target["id"]])
    if yours is None:
        return str(found["results"][target["id"]]), "not a number", False
    off = abs(yours - Decimal(target["value"]))
    if off <= Decimal(target["tolerance"]):
        return str(yours), "within the tolerance", True
    return str(yours), "outside the tolerance, off by %s" % off, False


def main(arguments):
    if arguments:
        path = Path(arguments[0])
    else:
        path = Path(__file__).resolve().parent / "outputs" / "results.json"
    found, why = load(path)
    if found is None:
        print("Nothing to compare: " + why)
        return 2
    if found["synthetic"]:
        print("These results come from a run on made-up data; they say nothing about the paper.")
        print("Run main.py without --smoke, on the real data, and compare again.")
        return 2
    if not TARGETS:
        print("The plan names no number of the paper to compare.")
        return 2
    within = 0
    for target in TARGETS:
        yours, words, is_within = verdict(target, found)
        within += is_within
        print("%s %s (%s, p. %s)" % (target["id"], target["metric"], target["where"], target["page"]))
        print("   paper %s ± %s   yours %s" % (target["value"], target["tolerance"], yours or "-"))
        print("   " + words)
        if words.startswith("not run") and target["compute"]:
            print("   needs: " + target["compute"])
    print("%d of %d within the tolerance" % (within, len(TARGETS)))
    return 0 if within == len(TARGETS) else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
