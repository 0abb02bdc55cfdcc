# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=sh disable=SC2016,SC2034,SC2154
# Sourced by the other scripts: which Debian suite has which Asterisk, and where things are.

# Where sourced, $here is the folder of these scripts.
say() { printf 'asterisk %s: %s\n' "${version:-?}" "$*"; }
fail() { printf 'asterisk %s: FAILED: %s\n' "${version:-?}" "$*" >&2; exit 1; }
# 77 is what CTest (SKIP_RETURN_CODE) and automake call "skipped".
skip() { printf 'asterisk %s: SKIPPED: %s\n' "${version:-?}" "$*" >&2; exit 77; }

choose_version() {
    version=${1:-}
    case $version in
        16) suite=bullseye packages=asterisk-voicemail ;;
        22) suite=sid packages= ;;
        *) printf 'no Asterisk %s here: 16 or 22\n' "${version:-(none given)}" >&2; exit 2 ;;
    esac
    # sip-tester (SIPp) plays a phone.
    packages="asterisk asterisk-modules asterisk-config asterisk-core-sounds-en-gsm sip-tester $packages"
    cache=${AMI_ASTERISK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/ami/asterisk}
    case $cache in /*) ;; *) cache=$PWD/$cache ;; esac
    root=$cache/$version
    lock=$cache/$version.lock
}

# What these scripts need from the machine; the message names what is missing.
require_machine() {
    [ "$(id -u)" = 0 ] || skip 'needs root (chroot and mount)'
    for tool in flock unshare chroot openssl setsid; do
        command -v "$tool" >/dev/null || skip "needs '$tool', which is not installed"
    done
    [ -r /proc/self/stat ] || skip 'needs /proc (mount -t proc proc /proc)'
    mounts_are_private || is_plain_chroot || skip 'needs the right to mount (unshare --mount was refused; a container without CAP_SYS_ADMIN?)'
}

# A namespace of our own holds the mounts, so none is ever left behind.
mounts_are_private() { unshare --mount true 2>/dev/null; }

# In a chroot whose root is no mount point there is no private namespace to be had. Nothing is mounted then: what
# runs in the root makes do with the devices that debootstrap made.
is_plain_chroot() { ! awk '$5 == "/" { found = 1 } END { exit !found }' /proc/self/mountinfo; }

# Run a command with /proc and /dev mounted in the root $1. The mounts live in a mount namespace
# of their own and vanish with the command.
with_mounts() {
    if ! mounts_are_private; then
        shift
        "$@"
        return
    fi
    unshare --mount --propagation private sh -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 125
        shift
        exec "$@"' sh "$@"
}

# Deletes a directory tree of ours, never crossing into something mounted there.
remove_tree() {
    case $1 in
        "$cache"/?*) rm -rf --one-file-system -- "$1" ;;
        *) fail "will not delete $1, which is outside $cache" ;;
    esac
}

seconds() { date +%s; }
