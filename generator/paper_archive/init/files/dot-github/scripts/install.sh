#!/usr/bin/env bash
# Installs the version of paper-archive that this archive is made with.
set -euo pipefail
python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
