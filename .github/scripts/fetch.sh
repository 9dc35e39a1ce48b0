#!/usr/bin/env bash
# Asks the daily papers API for days that are missing, and pushes what comes as one commit.
#   SINCE         the first day to ask for, seven days ago unless given: a run that failed or was
#                 left out is made good by the next ones
#   BRANCH        where to push
#   outputs       commit, empty where there is nothing new; failed, true where a day failed
source "${BASH_SOURCE[0]%/*}/lib.sh"
as_text

since=${SINCE:-$(date --utc --date='7 days ago' +%F)}
for attempt in 1 2 3; do
  code=0
  paper-archive fetch --since="$since" >"$WORK/fetch.txt" 2>&1 || code=$?
  cat "$WORK/fetch.txt"
  # 1 says that a day failed; the others are there all the same.
  if ((code > 1)); then exit "$code"; fi
  mkdir -p "$LISTINGS" # in an archive that has none yet
  git add --all -- "$LISTINGS"
  if git diff --cached --quiet; then
    pushed=
    break
  fi
  commit "Add listings that were fetched"
  if push origin "HEAD:refs/heads/$BRANCH"; then
    pushed=$(git rev-parse HEAD)
    break
  fi
  if ((attempt == 3)); then
    echo "Nothing can be pushed to $BRANCH. Is it protected from this workflow?" >&2
    exit 1
  fi
  # Somebody else pushed, perhaps the very day: ask again beside what they have.
  git fetch --quiet --depth=2 origin "$BRANCH"
  git reset --quiet --hard FETCH_HEAD
done

if ((code)); then outcome="Failed"; elif [[ $pushed ]]; then outcome="Added"; else outcome="Nothing new"; fi
{ echo "### $outcome"; fenced <"$WORK/fetch.txt"; } | summary
output commit "$pushed"
output failed "$( ((code)) && echo true || echo false)"
