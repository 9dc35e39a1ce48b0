#!/usr/bin/env bash
# Shows what a commit changes compared with its first parent (for a pull request: what the merge
# would change), and checks that the site can be built and published. Fails if the address of a
# paper would lead nowhere.
#   BEFORE        the commit to compare with instead
source "${BASH_SOURCE[0]%/*}/lib.sh"
as_text

code=0
paper-archive diff --strict --markdown "${BEFORE:-HEAD^1}" >"$WORK/changes.md" || code=$?
if [[ ! -s $WORK/changes.md ]]; then exit "$code"; fi # diff failed: the log says why
{ echo "### What this changes"; cat "$WORK/changes.md"; echo; } | summary

added >"$WORK/added"
mapfile -d '' -t files <"$WORK/added"
if ((${#files[@]})); then
  paper-archive check -- "${files[@]}" >"$WORK/check.txt" 2>&1 || true # problems do not stop a build
  { echo "### The listings"; fenced <"$WORK/check.txt"; } | summary
fi

paper-archive build
paper-archive measure
if ((code)); then
  where=above
  if [[ ${GITHUB_STEP_SUMMARY:-} ]]; then where="in the summary"; fi
  echo "Addresses that were published would lead nowhere: they stand $where." >&2
  exit "$code"
fi
