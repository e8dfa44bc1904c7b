"""The smoke run: main.py --smoke in a copy of this repository, with no data and no network."""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = shutil.ignore_patterns(
    "outputs", ".git", ".venv", "venv", "__pycache__", "D[0-9]", "D[0-9][0-9]", "D[0-9][0-9][0-9]"
)


class SmokeTest(unittest.TestCase):
    """Runs once and looks at what is left behind."""

    def test_smoke_run_leaves_synthetic_results(self):
        with tempfile.TemporaryDirectory() as directory:
            copy = Path(directory) / "repository"
            shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
            run = subprocess.run(
                [sys.executable, "main.py", "--config", "config.yaml", "--smoke"],
                cwd=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=300,
            )
            said = run.stdout.decode("utf-8", "replace")[-4000:]
            self.assertEqual(0, run.returncode, said)
            results = copy / "outputs" / "results.json"
            self.assertTrue(results.is_file(), "outputs/results.json is missing")
            found = json.loads(results.read_text(encoding="utf-8"))
            self.assertIs(True, found.get("synthetic"), "the results are not marked synthetic")
            self.assertIsInstance(found.get("results"), dict)


if __name__ == "__main__":
    unittest.main()
