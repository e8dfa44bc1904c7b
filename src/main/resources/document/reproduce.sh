#!/bin/sh
# Installs the packages, looks for the data, runs the experiments, compares the numbers.
set -eu
cd "$(dirname "$0")"
python3 -m venv .venv
. .venv/bin/activate
python -m pip install -r requirements.txt
python data/get.py || echo "Some data is missing: what needs it is reported as not run."
python main.py --config config.yaml
python compare.py
