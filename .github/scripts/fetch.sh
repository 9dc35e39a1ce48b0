#!/usr/bin/env bash
# Asks the sources for missing days, and pushes the new listings as one commit.
#   SINCE         the first day to ask for; seven days ago by default, so that later runs make up
#                 for one that failed or did not start
#   BRANCH        where to push
#   REMOTE        the repository to push to, `origin` by default
#   PUSH_TOKEN    a token that may push
#   outputs       commit, empty if there is nothing new; failed, true if a day or a source failed.
#                 Where nobody reads them, a failure is one of this script.
source "${BASH_SOURCE[0]%/*}/lib.sh"
as_text

since=${SINCE:-$(date --utc --date='7 days ago' +%F)}
for attempt in 1 2 3; do
  code=0
  paper-archive fetch --since="$since" >"$WORK/fetch.txt" 2>&1 || code=$?
  cat "$WORK/fetch.txt"
  # 1 means that a day or a source failed; the others were fetched.
  if ((code > 1)); then exit "$code"; fi
  if grep --quiet '^No source is named' "$WORK/fetch.txt"; then
    summary_of_log <<<"Fetch is off: mkdocs.yml names no source."
    output commit ""
    output failed false
    exit
  fi
  mkdir -p "$LISTINGS" # a new archive has no listings
  git add --all -- "$LISTINGS"
  if git diff --cached --quiet; then
    pushed=
    break
  fi
  commit "Add listings that were fetched"
  if push "${REMOTE:-origin}" "HEAD:refs/heads/$BRANCH"; then
    pushed=$(git rev-parse HEAD)
    break
  fi
  if ((attempt == 3)); then
    echo "Nothing can be pushed to $BRANCH. Is it protected from this workflow, or the token" \
      "missing or out of date?" >&2
    exit 1
  fi
  # Somebody else pushed meanwhile, perhaps the same day: fetch again on top of that.
  git fetch --quiet --depth=2 origin "$BRANCH"
  git reset --quiet --hard FETCH_HEAD
done

if ((code)); then outcome="Failed"; elif [[ $pushed ]]; then outcome="Added"; else outcome="Nothing new"; fi
{ echo "### $outcome"; fenced <"$WORK/fetch.txt"; } | summary_of_log
output commit "$pushed"
output failed "$( ((code)) && echo true || echo false)"
if [[ ! ${GITHUB_OUTPUT:-} ]]; then exit "$code"; fi
