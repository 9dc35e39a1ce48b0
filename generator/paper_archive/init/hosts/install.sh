#!/usr/bin/env bash
# Installs the version of paper-archive that requirements.txt names, and what its owner adds.
set -euo pipefail
for file in requirements.txt requirements-own.txt; do
  if [[ -f $file ]]; then
    python -m pip install --quiet --disable-pip-version-check --requirement "$file"
  fi
done
