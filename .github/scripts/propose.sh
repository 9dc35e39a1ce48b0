#!/usr/bin/env bash
# Opens or updates the pull request that read-issue.sh prepared, or comments why there is none.
#   ISSUE, BASE         number of the issue, branch to merge into
#   GH_TOKEN, GH_REPO   for gh and git
#   outputs             commit, empty if there is nothing to check
source "${BASH_SOURCE[0]%/*}/lib.sh"

[[ $ISSUE =~ ^[0-9]+$ ]]
proposal=$WORK/proposal
branch=listing/issue-$ISSUE

if [[ -f $proposal/refusal ]]; then
  gh issue comment "$ISSUE" --body-file "$proposal/refusal"
  output commit ""
  exit
fi
# Only this workflow writes to the branch. If the issue was edited, the new text replaces the old.
push --force origin "HEAD:refs/heads/$branch"
number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
if [[ $number ]]; then
  gh pr edit "$number" --title "$(<"$proposal/title")" --body-file "$proposal/body"
else
  gh pr create --base "$BASE" --head "$branch" --title "$(<"$proposal/title")" \
    --body-file "$proposal/body"
fi
output commit "$(git rev-parse HEAD)"
