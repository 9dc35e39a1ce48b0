#!/usr/bin/env bash
# Installs this checkout; its lock file pins every package by its hash.
set -euo pipefail
make install
