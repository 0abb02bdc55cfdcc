#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# setup.sh 16|22: makes a Debian root with that Asterisk in the cache, unless it is there already.
# Exit codes: 0 there, 77 skipped (something is missing on this machine), anything else failed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
choose_version "${1:-}"

# First line: what it is. Second: what was installed, so that a root of an older recipe is made again.
is_complete() { [ "$(sed -n 2p "$root/.complete" 2>/dev/null)" = "$suite $packages" ]; }
what() { sed -n 1p "$root/.complete"; }

if is_complete; then
    say "ready ($(what), cached in $root)"
    exit 0
fi

require_machine
command -v debootstrap >/dev/null || skip "needs 'debootstrap', which is not installed"
mkdir -p "$cache" || fail "cannot create $cache"

# The children keep the lock too: should this script be killed, nobody deletes what debootstrap still writes.
exec 9>"$lock"
flock -n 9 || { say 'waits for another setup of the same version'; flock 9; }
if is_complete; then
    say "ready (made by another run meanwhile)"
    exit 0
fi

began=$(seconds)
log=$cache/$version.setup.log
for old in "$cache/$version".new.*; do
    [ ! -e "$old" ] || remove_tree "$old"
done
new=$cache/$version.new.$$
mkdir "$new"
chmod 755 "$new"
trap 'remove_tree "$new"' EXIT
trap 'exit 130' INT TERM HUP

# A failed download means "no network" (skipped); every other failure is one to look at.
give_up() {
    if grep -Eq "Failed getting release|Couldn't download|Unable to (fetch|connect)|Failed to fetch|Temporary failure|Could not (resolve|connect)|unable to resolve" "$log"; then
        skip "cannot download Debian $suite (no network?), see $log: $(grep -E '^(E|W|Err)[: ]' "$log" | tail -n 1)"
    fi
    tail -n 40 "$log" >&2
    fail "$1 (whole log: $log)"
}

say "installs Debian $suite into $root (once, one or two minutes)"
: >"$log"
# In a mount namespace too: debootstrap mounts /proc itself and may leave it when it is killed.
private='unshare --mount --propagation private'
mounts_are_private || private=
# shellcheck disable=SC2086
$private debootstrap --variant=minbase ${AMI_ASTERISK_DEBOOTSTRAP_OPTIONS:-} "$suite" "$new" ${AMI_ASTERISK_MIRROR:-} >>"$log" 2>&1 </dev/null ||
    give_up "debootstrap of $suite failed"

# Packages must not start services in here.
printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
chmod 755 "$new/usr/sbin/policy-rc.d"
# No fsync for each file: this root can be made again at any time. And nobody reads manuals here.
cat >"$new/etc/dpkg/dpkg.cfg.d/test-root" <<'CONFIG'
force-unsafe-io
path-exclude=/usr/share/man/*
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/locale/*
CONFIG

in_root() {
    with_mounts "$new" chroot "$new" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+"http_proxy=$http_proxy"} "$@" >>"$log" 2>&1 </dev/null
}
# A mirror that lags behind will do (the signatures are still checked): no date check, as debootstrap has none either.
in_root apt-get -o Acquire::Check-Valid-Until=false update || give_up 'apt-get update failed'
# shellcheck disable=SC2086
in_root apt-get install -y --no-install-recommends $packages ||
    give_up 'installing Asterisk failed'
in_root apt-get clean || true
rm -rf "$new"/var/lib/apt/lists/*
# The servers speak to 127/8 only: no name server for them.
: >"$new/etc/resolv.conf"
printf '127.0.0.1 localhost %s\n' "$(uname -n)" >"$new/etc/hosts"
mkdir "$new/instances"

installed=$(chroot "$new" /usr/sbin/asterisk -V) || fail 'the installed asterisk does not run'
case $installed in
    "Asterisk $version".*) ;;
    *) fail "Debian $suite has '$installed' now, not $version" ;;
esac
printf '%s\n' "$installed" "$suite $packages" >"$new/.complete"

if [ -e "$root" ]; then
    # Of an older recipe. Another checkout may be using it.
    for process in /proc/[0-9]*/root; do
        [ "$(readlink "$process" 2>/dev/null)" != "$root" ] || fail "$root is outdated, but still in use: stop what runs in it first"
    done
    remove_tree "$root"
fi
mv "$new" "$root"
trap - EXIT
say "ready ($installed in $root, took $(($(seconds) - began)) s)"
