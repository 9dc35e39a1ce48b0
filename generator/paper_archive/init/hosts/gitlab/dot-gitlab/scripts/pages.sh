#!/usr/bin/env bash
# Builds the site on top of the last one, and puts it where GitLab Pages takes it from.
#   CLEAN=true    builds everything again
set -euo pipefail
kept=(.cache site site_src/pages)

# A build relies on the times of its own files, which GitLab's cache rounds to seconds. Packed by
# tar they stay as they are.
if [[ -f build.tar && ${CLEAN:-} != true ]]; then
  tar --extract --file=build.tar
fi
bash "${BASH_SOURCE[0]%/*}/build.sh"
tar --create --format=posix --file=build.tar "${kept[@]}"
rm -rf public
mv site public
