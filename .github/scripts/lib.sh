# The other scripts source this file, in the archive's folder. Where GitHub does not run them,
# outputs and summaries are printed.
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
  if [[ ! ${GITHUB_OUTPUT:-} ]]; then return; fi
  local token
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$token"
  # shellcheck disable=SC2064
  trap "echo '::$token::'" EXIT
}

output() { # NAME VALUE: one line, and no text of a listing
  echo "$1=$2" | into "${GITHUB_OUTPUT:-}"
}

summary() { # < Markdown
  # GitHub drops a summary that is longer than 1 MiB.
  head -c 900000 | into "${GITHUB_STEP_SUMMARY:-}"
}

summary_of_log() { # < Markdown that tells what the log has told already
  if [[ ${GITHUB_STEP_SUMMARY:-} ]]; then summary; else cat >/dev/null; fi
}

into() { # FILE: appends to it; prints where there is none
  if [[ $1 ]]; then cat >>"$1"; else cat; fi
}

fenced() { # < any text → a code block that the text cannot end
  local text longest fence
  text=$(head -c 20000)
  longest=$(grep -o '`*' <<<"$text" | awk '{ if (length > most) most = length } END { print most + 1 }')
  printf -v fence '%*s' "$((longest > 3 ? longest : 3))" ''
  printf '%s\n' "${fence// /\`}text" "$text" "${fence// /\`}"
}

commit() { # MESSAGE
  git -c user.name="${COMMITTER:-github-actions[bot]}" \
    -c user.email="${COMMITTER_EMAIL:-41898282+github-actions[bot]@users.noreply.github.com}" \
    commit --quiet --message "$1"
}

push() { # ARGUMENTS of git push; the token appears on no command line and in no file
  # shellcheck disable=SC2016
  git -c credential.helper= \
    -c credential.helper='!f() { echo username=x-access-token; echo "password=${PUSH_TOKEN:-${GH_TOKEN:-}}"; }; f' \
    push --quiet "$@"
}

added() { # → the listings that were added or changed since BEFORE, each ended by a NUL
  git diff --name-only --diff-filter=d -z "${BEFORE:-HEAD^1}" HEAD -- "$LISTINGS"
}
