# shellcheck shell=bash
# Folders with a small Debian (or Ubuntu) in them, of the same release and from the same mirror as this machine: the only
# mirror that is known to be reachable from here. Sourced after lib.sh, never run.

# The release's name, such as bookworm.
host_release() {
    # shellcheck source=/dev/null
    (. /etc/os-release && echo "${VERSION_CODENAME:-}")
}

# Ubuntu keeps MariaDB in universe.
host_components() {
    # shellcheck source=/dev/null
    (. /etc/os-release && if [ "$ID" = ubuntu ]; then echo main,universe; else echo main; fi)
}

# Asks apt itself, which knows both formats of its source lists: one line "URI SUITE COMPONENT" for each.
host_sources() {
    # shellcheck disable=SC2016 # apt expands these
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sort -u
}

host_mirror() {
    local release
    release=$(host_release)
    host_sources | awk -v release="$release" '$2 == release && $3 == "main" { print $1 }' | tail -n1
}

# apt's proxy, where one is set; debootstrap itself only knows the environment's.
host_proxy() {
    local proxy=""
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    if [ "$proxy" != DIRECT ]; then printf '%s' "${proxy:-${http_proxy:-}}"; fi
}

# make_rootfs FOLDER PACKAGE,...: in a mount namespace of its own, so that no interruption can leave a mount behind.
make_rootfs() {
    local folder="$1" packages="$2" mirror proxy
    mirror=$(host_mirror)
    proxy=$(host_proxy)
    [ -n "$mirror" ] || fail "found no apt source for '$(host_release) main' on $(os_name) to take packages from"
    as_root env ${proxy:+"http_proxy=$proxy"} PATH="$PATH:/usr/sbin:/sbin" unshare --mount \
        debootstrap --variant=minbase --components="$(host_components)" --include="$packages" \
        "$(host_release)" "$folder" "$mirror"
}
