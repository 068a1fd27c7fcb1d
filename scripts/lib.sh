# shellcheck shell=bash
# What the scripts of this folder share. Sourced, never run; kept to what bash 3.2 understands, which is what macOS ships.

# shellcheck disable=SC2034 # the scripts that source this file use it
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
program="${0##*/}"

# SwiftPM hands the package's traits to the compiler in the order of a hash table, another one in each process that plans a build:
# whenever a file was added or a variable of the environment has changed, everything would be compiled again.
export SWIFT_DETERMINISTIC_HASHING=1

# The exit status that means "not to be had on this machine", as in sysexits.h. `.ci/run` tells it from a failure.
unavailable=69

# Everything a script says of itself goes to standard error: standard output belongs to what it runs.
say() { printf '%s: %s\n' "$program" "$*" >&2; }

# fail MESSAGE [STATUS]: the one clear line that says what to do.
fail() {
    say "$1"
    exit "${2:-1}"
}

have() { command -v "$1" >/dev/null 2>&1; }

# A script's help is the comment at its top, so that there is one text to keep true.
print_help() { awk 'NR > 1 && (!/^#/ || /^# shellcheck/) { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"; }

# debian (Ubuntu and other children included), macos or other.
os_family() {
    if [ "$(uname -s)" = Darwin ]; then
        echo macos
    elif [ -r /etc/os-release ] && have apt-get; then
        # shellcheck source=/dev/null
        case " $(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}") " in
            *" debian "* | *" ubuntu "*) echo debian ;;
            *) echo other ;;
        esac
    else
        echo other
    fi
}

os_name() {
    # shellcheck source=/dev/null
    if [ -r /etc/os-release ]; then (. /etc/os-release && echo "${PRETTY_NAME:-${ID:-this system}}"); else uname -s; fi
}

# Whether as_root can work. Asks for a password only where a person is there to give it.
can_be_root() {
    [ "$(id -u)" -eq 0 ] && return
    have sudo || return
    sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ] && sudo -v; }
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

apt_command() { echo "apt-get install --yes --no-install-recommends $*"; }

require_root_to_install() {
    can_be_root ||
        fail "needs root or sudo to install; as root run 'apt-get update && $(apt_command "$@")', then run this again" "$unavailable"
}

# apt_install PACKAGE...: call it only when something is missing, so that nothing here needs the network twice.
apt_install() {
    local command log
    require_root_to_install "$@"
    command=$(apt_command "$@")
    log=$(mktemp "${TMPDIR:-/tmp}/apt-install.XXXXXX")
    # An update that fails is no failure yet: one broken third-party source must not block packages that are there.
    if { apt_get update; apt_get install --yes --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    elif grep -Eq 'Failed to fetch|Could not resolve|Temporary failure|Unable to connect|unreachable|timed out' "$log"; then
        fail "could not reach the package mirror, so $* cannot be installed; check the network and run this again (log: $log)" \
            "$unavailable"
    else
        fail "'$command' failed: $(grep -m1 '^E:' "$log" || tail -n1 "$log") (log: $log)" "$unavailable"
    fi
}

# Waits for a lock that another apt holds (a fresh machine updates itself) and gives a dead mirror no more than a minute.
apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet \
        -o DPkg::Lock::Timeout=180 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 "$@"
}

# quietly LABEL COMMAND...: shows the last line of what a long command prints while it runs (only on a terminal), and all of it
# only if it fails.
quietly() {
    local label="$1" log status=0
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/quietly.XXXXXX")
    say "$label"
    if [ -t 2 ]; then
        "$@" 2>&1 </dev/null | tee "$log" | last_line_only || status=$?
    else
        "$@" >"$log" 2>&1 </dev/null || status=$?
    fi
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

last_line_only() {
    local line width
    width=$(tput cols 2>/dev/null || echo 80)
    while IFS= read -r line; do printf '\r\033[K%s' "${line:0:$((width - 1))}" >&2; done
    printf '\r\033[K' >&2
}
