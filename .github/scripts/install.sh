#!/usr/bin/env bash
# Installs what is checked out here, by the hashes of its lock.
set -euo pipefail
make install
