#!/usr/bin/env bash
# Attaches the offline bundle that this run built to the release of the month.
#   ARTIFACT, BUNDLE, DIGEST   where it is, its name, and the SHA-256 that was attested
#   GH_TOKEN, GH_REPO          for gh
source "${BASH_SOURCE[0]%/*}/lib.sh"

tag=archive-$(date --utc +%Y-%m)
gh run download "$GITHUB_RUN_ID" --name "$ARTIFACT" --dir "$WORK/bundle"
sha256sum --check --strict <<<"$DIGEST  $WORK/bundle/$BUNDLE"
cat >"$WORK/notes.md" <<NOTES
The whole archive to take along: unpack \`$BUNDLE\` and open \`index.html\`; no network is needed.

\`gh attestation verify $BUNDLE --repo $GH_REPO\` names the commit and the workflow that built it.
NOTES
if ! gh release view "$tag" >/dev/null 2>&1; then
  gh release create "$tag" --target "$GITHUB_SHA" --title "Archive of ${tag#archive-}" \
    --notes-file "$WORK/notes.md"
fi
gh release upload "$tag" "$WORK/bundle/$BUNDLE" --clobber
