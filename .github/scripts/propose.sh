#!/usr/bin/env bash
# Opens the pull request that read-issue.sh has prepared, or renews it, or says why there is none.
#   ISSUE, BASE         number of the issue, branch to merge into
#   GH_TOKEN, GH_REPO   for gh and git
#   outputs             commit, empty where there is nothing to check
source "${BASH_SOURCE[0]%/*}/lib.sh"

[[ $ISSUE =~ ^[0-9]+$ ]]
proposal=$WORK/proposal
branch=listing/issue-$ISSUE

if [[ -f $proposal/refusal ]]; then
  gh issue comment "$ISSUE" --body-file "$proposal/refusal"
  output commit ""
  exit
fi
# The branch is this workflow's alone: the text was edited, and what it was before goes.
push --force origin "HEAD:refs/heads/$branch"
number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
if [[ $number ]]; then
  gh pr edit "$number" --title "$(<"$proposal/title")" --body-file "$proposal/body"
else
  gh pr create --base "$BASE" --head "$branch" --title "$(<"$proposal/title")" \
    --body-file "$proposal/body"
fi
output commit "$(git rev-parse HEAD)"
