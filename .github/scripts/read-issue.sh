#!/usr/bin/env bash
# Commits the listing that was pasted into an issue to a new branch. Only `paper-archive add` reads
# the text of the issue. Leaves the answer in $RUNNER_TEMP/proposal: either `title` and `body` of a
# pull request, or `refusal`, a comment.
#   ISSUE               its number
#   GITHUB_EVENT_PATH   the event, with its text
source "${BASH_SOURCE[0]%/*}/lib.sh"
as_text

[[ $ISSUE =~ ^[0-9]+$ ]]
proposal=$WORK/proposal
rm -rf "$proposal"
mkdir "$proposal"

code=0
paper-archive add --issue "$GITHUB_EVENT_PATH" >"$WORK/add.txt" 2>&1 || code=$?
if ((code > 1)); then exit "$code"; fi
if ((code)); then
  {
    echo "This listing cannot be added as it is:"
    echo
    fenced <"$WORK/add.txt"
    echo
    echo "Edit the text of this issue, and it is read again."
  } >"$proposal/refusal"
  { echo "### Refused"; fenced <"$WORK/add.txt"; } | summary
  exit
fi

git switch --quiet --create "listing/issue-$ISSUE"
git add --all -- "$LISTINGS"
commit "Add the listing of issue #$ISSUE"
added >"$WORK/added"
mapfile -d '' -t files <"$WORK/added"
((${#files[@]} == 1))
day=${files[0]##*/}
day=${day:0:10}
[[ $day =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] # `add` named it by its day
paper-archive check -- "${files[@]}" >"$WORK/check.txt" 2>&1
echo "Add the listing of $day" >"$proposal/title"
{
  echo "Closes #$ISSUE, where this was pasted."
  echo
  echo "### The listing"
  fenced <"$WORK/check.txt"
  echo
  echo "### What it changes"
  paper-archive diff --markdown --most 40 HEAD^1
  echo
  echo "The report of the build is in the run of *Listing* that opened this."
} >"$proposal/body"
# GitHub takes 65,536 characters of a body.
if (($(wc -m <"$proposal/body") > 60000)); then
  { head -n 1 "$proposal/body"; echo; fenced <"$WORK/check.txt"; } >"$proposal/short"
  mv "$proposal/short" "$proposal/body"
fi
summary <"$proposal/body"
