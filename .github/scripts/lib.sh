# The other scripts source this file, in the archive's folder. Without the variables that GitHub
# sets, outputs and summaries are printed.
# shellcheck shell=bash
set -euo pipefail
export PATH="$PWD/.venv/bin:$PATH"
readonly LISTINGS=${LISTINGS:-site_src/listings}
WORK=${RUNNER_TEMP:-$(mktemp -d)}
# shellcheck disable=SC2034 # the other scripts use it
readonly WORK

# From here on the runner treats no line of the log as a command. Scripts print titles, and a title
# can be `::error::` or `##[set-output name=…]`.
as_text() {
  local token
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$token"
  # shellcheck disable=SC2064
  trap "echo '::$token::'" EXIT
}

output() { # NAME VALUE: one line, and no text of a listing
  echo "$1=$2" >>"${GITHUB_OUTPUT:-/dev/stdout}"
}

summary() { # < Markdown
  # GitHub drops a summary that is longer than 1 MiB.
  head -c 900000 >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
}

fenced() { # < any text → a code block that the text cannot end
  local text longest fence
  text=$(head -c 20000)
  longest=$(grep -o '`*' <<<"$text" | awk '{ if (length > most) most = length } END { print most + 1 }')
  printf -v fence '%*s' "$((longest > 3 ? longest : 3))" ''
  printf '%s\n' "${fence// /\`}text" "$text" "${fence// /\`}"
}

commit() { # MESSAGE
  git -c user.name='github-actions[bot]' \
    -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
    commit --quiet --message "$1"
}

push() { # ARGUMENTS of git push; the token appears on no command line and in no file
  # shellcheck disable=SC2016
  git -c credential.helper= \
    -c credential.helper='!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f' \
    push --quiet "$@"
}

added() { # → the listings that the last commit adds or changes, each ended by a NUL
  git diff --name-only --diff-filter=d -z "${1:-HEAD^1}" HEAD -- "$LISTINGS"
}
