#!/usr/bin/env bash
# Installs the version of paper-archive that requirements.txt names.
set -euo pipefail
python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
