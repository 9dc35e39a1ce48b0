#!/usr/bin/env bash
# Builds the site, refuses one that is too large for its host, and bundles it for offline use.
#   CLEAN=true    builds everything again and ignores the cache
#   outputs       commit; bundle, the name of the zip in dist/; digest, its SHA-256
source "${BASH_SOURCE[0]%/*}/lib.sh"
as_text

arguments=()
if [[ ${CLEAN:-} == true ]]; then arguments+=(--clean); fi
{
  paper-archive build "${arguments[@]}"
  paper-archive measure
} | tee "$WORK/build.txt"
{ echo "### Built"; fenced <"$WORK/build.txt"; } | summary_of_log

rm -rf dist
paper-archive bundle --into dist
bundles=(dist/*.zip)
output commit "$(git rev-parse HEAD)"
output bundle "${bundles[0]##*/}"
output digest "$(sha256sum "${bundles[0]}" | cut -d' ' -f1)"
