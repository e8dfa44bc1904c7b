"""The experiments of the paper, each with what it measures."""
import csv
from pathlib import Path

from model import simulate


def measure(means: list) -> dict:
    """Gives last value, mean and spread of a series."""
    mean = sum(means) / len(means)
    return {"last": means[-1], "mean": mean, "spread": max(means) - min(means)}


def write_series(means: list, path: Path) -> None:
    """Writes a series as CSV with the columns step and mean."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["step", "mean"])
        writer.writerows(enumerate(means, start=1))


def run_experiment(config: dict, smoke: bool) -> dict:
    """Runs the simulation in full, or in small for a smoke run."""
    size = config["smoke"]["size"] if smoke else config["experiment"]["size"]
    steps = config["smoke"]["steps"] if smoke else config["experiment"]["steps"]
    means = simulate(size, steps, config["experiment"]["rate"], config["experiment"]["seed"])
    write_series(means, Path("outputs") / "series.csv")
    return measure(means)
