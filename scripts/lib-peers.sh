# shellcheck shell=bash
# The clients that scripts/bench compares this library with. Sourced after lib.sh, never run.
#
# Everything they need goes below Benchmarks/.build/peers, but for what Debian has as packages. To add one: a program in
# Benchmarks/peers that speaks the protocol of the README.md there, its name in `all_peers`, and `install_NAME`.

# shellcheck disable=SC2154 # from lib.sh
peers_folder=$root/Benchmarks/.build/peers
peers_python=$peers_folder/python/bin/python
all_peers=(go asyncmy aiomysql mysqlclient mariadb)

# Filled by find_peers: programs to run, and lines that say who is missing and why.
peer_programs=()
peers_left_out=()

# find_peers install|installed NAME...
find_peers() {
    local mode="$1" name reason
    shift
    mkdir -p "$peers_folder/bin"
    for name in "$@"; do
        case " ${all_peers[*]} " in
            *" $name "*) ;;
            *) fail "no peer '$name'; there are: ${all_peers[*]}" 64 ;;
        esac
        if ! peer_is_there "$name" && [ "$mode" = install ]; then
            # In a shell of its own: what fails there must not end this one.
            (quietly "installing the peer $name" install_peer "$name") || true
        fi
        if peer_is_there "$name" && write_launcher "$name"; then
            peer_programs+=("$peers_folder/bin/$name")
        else
            reason="not installed"
            if [ "$mode" = install ]; then reason="could not be installed on this machine"; fi
            peers_left_out+=("$name: $reason")
            say "!!! THE PEER $name IS LEFT OUT: $reason (scripts/bench --peers $name installs it where that can be done)"
        fi
    done
}

peer_is_there() {
    case "$1" in
        go) go_driver >/dev/null && have go ;;
        mysqlclient) [ -x "$peers_python" ] && "$peers_python" -c 'import MySQLdb' 2>/dev/null ;;
        *) [ -x "$peers_python" ] && "$peers_python" -c "import $1" 2>/dev/null ;;
    esac
}

install_peer() {
    case "$1" in
        go) apt_install golang-go golang-github-go-sql-driver-mysql-dev ;;
        *)
            make_python
            "$peers_python" -m pip install --disable-pip-version-check --timeout 20 --retries 1 "$1"
            ;;
    esac
}

# An environment of its own, so that nothing of the system's Python changes. The two blocking clients are compiled.
make_python() {
    [ ! -x "$peers_python" ] || return 0
    if ! python_can_compile; then apt_install python3 python3-dev python3-venv gcc pkg-config libmariadb-dev; fi
    python3 -m venv "$peers_folder/python"
}

python_can_compile() {
    have python3 && have gcc && python3 -c '
import ensurepip, os, sys, sysconfig, venv
sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))' 2>/dev/null
}

# Debian's folder of Go sources with the driver in it: nothing is fetched to build it.
go_driver() {
    local folder=/usr/share/gocode
    [ -e "$folder/src/github.com/go-sql-driver/mysql/driver.go" ] && echo "$folder"
}

go_driver_version() {
    local version
    version=$(dpkg-query -W -f '${Version}' golang-github-go-sql-driver-mysql-dev 2>/dev/null || echo unknown)
    echo "${version%-*}"
}

write_launcher() {
    local launcher="$peers_folder/bin/$1"
    if [ "$1" = go ]; then
        (cd "$root/Benchmarks/peers/go" &&
            GO111MODULE=off GOFLAGS='' GOPATH=$(go_driver) GOCACHE=$peers_folder/go-cache go build -o "$peers_folder/go-peer" . >&2) || return
        # shellcheck disable=SC2016 # the launcher expands it
        printf '#!/bin/sh\nexec "%s" "$1" "%s"\n' "$peers_folder/go-peer" "$(go_driver_version)" >"$launcher"
    else
        # shellcheck disable=SC2016 # the launcher expands it
        printf '#!/bin/sh\nexec "%s" -B "%s" "$1"\n' "$peers_python" "$root/Benchmarks/peers/python/${1}_peer.py" >"$launcher"
    fi
    chmod +x "$launcher"
}
