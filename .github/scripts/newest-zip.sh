#!/usr/bin/env bash
# Finds the offline bundle of the newest release, for the home page to link to.
#   GH_TOKEN, GH_REPO   for gh
#   outputs             zip, its address; empty where there is none
source "${BASH_SOURCE[0]%/*}/lib.sh"

newest='[.assets[] | select(.name | endswith(".zip"))] | sort_by(.createdAt) | last | .url // ""'
# It fails where there is no release.
output zip "$(gh release view --json assets --jq "$newest" || true)"
