# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=sh disable=SC2016,SC2034,SC2154
# Sourced by start.sh, stop.sh and restart.sh (after common.sh): one running Asterisk.
#
# In the root, /instances/ID holds everything that the instance reads and writes (etc, tls, lib, spool, run, log).
# STATE_DIR/asterisk-VERSION.env is how its owner finds it again.

choose_state() {
    state=${1:?no STATE_DIR given}
    mkdir -p "$state" || fail "cannot create $state"
    state=$(cd "$state" && pwd)
    env_file=$state/asterisk-$version.env
    case $state$cache in *[!A-Za-z0-9/._+@~-]*) fail "blanks or odd characters in '$state' or '$cache': choose simpler paths" ;; esac
}

# recorded NAME: one value of the env file, empty when there is none.
recorded() { [ ! -f "$env_file" ] || sed -n "s/^AMI_ASTERISK_${version}_$1=//p" "$env_file"; }

# Takes over what the env file says: the root too, so that a changed environment cannot lead elsewhere.
load_instance() {
    id=$(recorded INSTANCE)
    [ -n "$id" ] || return 1
    case $id in *[!0-9a-f]*) fail "$env_file is damaged" ;; esac
    root=$(recorded ROOT)
    cache=${root%/*}
    lock=$cache/$version.lock
    address=$(recorded HOST)
    home=$root/instances/$id
    log=$state/asterisk-$version.log
}

# The PID of the instance in $1 (a folder under instances), if it runs. It must be our process, not one that
# got the same number later: its root is ours and its command line names the instance.
running_pid() {
    pid=$(cat "$1/pid" 2>/dev/null) || return 1
    [ -n "$pid" ] || return 1
    [ "$(readlink "/proc/$pid/root" 2>/dev/null)" = "$root" ] || return 1
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "/instances/${1##*/}/" || return 1
    printf '%s\n' "$pid"
}

kill_instance() {
    pid=$(running_pid "$1") || return 0
    kill -9 "$pid" 2>/dev/null || true
    # Wait until it is gone and so are its sockets.
    tries=0
    while [ -d "/proc/$pid" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 500 ] || fail "process $pid does not die"
        sleep 0.01
    done
}

install_certificate() {
    certificate=${AMI_ASTERISK_CERT:-good}
    case $certificate in
        good | selfsigned | expired | wronghost) ;;
        *) fail "AMI_ASTERISK_CERT=$certificate: must be good, selfsigned, expired or wronghost" ;;
    esac
    for part in pem key; do
        cp "$home/tls/$certificate.$part" "$home/tls/server.$part"
    done
}

launch() {
    rm -f "$home/pid"
    # The whole chain of exec keeps one PID. The mounts belong to that process and vanish with it. Nothing of the
    # caller's stays open: its output would never end otherwise.
    private='unshare --mount --propagation private'
    mounts_are_private || private=
    # shellcheck disable=SC2086
    setsid $private sh -c '
        home=$1 root=$2 id=$3 private=$4
        ulimit -c 0
        ulimit -n 16384 2>/dev/null || true
        if [ -n "$private" ]; then
            mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" || exit 125
        fi
        echo $$ >"$home/pid.new" && mv "$home/pid.new" "$home/pid"
        cd /
        exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME="/instances/$id" \
            /usr/sbin/asterisk -f -U asterisk -G asterisk -C "/instances/$id/etc/asterisk.conf"
    ' sh "$home" "$root" "$id" "$private" >>"$log" 2>&1 </dev/null 9>&- &
}

# The words that AMI greets with, or nothing.
banner() {
    bash -c 'exec 3<>"/dev/tcp/$1/5038" && IFS= read -r -t 5 line <&3 && printf "%s\n" "${line%?}"' bash "$address" 2>/dev/null
}

# Waits until the server has fully booted and AMI greets; 60 s at most.
await_ready() {
    deadline=$(($(seconds) + ${AMI_ASTERISK_TIMEOUT:-60}))
    while :; do
        if [ -S "$home/run/asterisk.ctl" ] && "$state/asterisk-$version-cli" core waitfullybooted >/dev/null 2>&1; then
            greeting=$(banner) || greeting=
            case $greeting in "Asterisk Call Manager/"*) break ;; esac
        fi
        if [ -f "$home/pid" ]; then
            running_pid "$home" >/dev/null || sleep 0.2
            running_pid "$home" >/dev/null || not_ready 'it ended while starting'
        fi
        [ "$(seconds)" -lt "$deadline" ] || not_ready "not ready after ${AMI_ASTERISK_TIMEOUT:-60} s"
        sleep 0.05
    done
    pid=$(running_pid "$home") || not_ready 'it ended just after starting'
}

not_ready() {
    { tail -n 60 "$log"; echo '--- its own log:'; tail -n 60 "$home/log/full" 2>/dev/null || true; } >&2
    kill_instance "$home"
    fail "$1 (see above; whole log: $log)"
}

write_env() {
    cat >"$env_file.new" <<ENV
AMI_ASTERISK_${version}_HOST=$address
AMI_ASTERISK_${version}_PID=$pid
AMI_ASTERISK_${version}_BANNER=${greeting##*/}
AMI_ASTERISK_${version}_CA=$home/tls/ca.pem
AMI_ASTERISK_${version}_TLS=$home/tls
AMI_ASTERISK_${version}_OUTGOING=$home/spool/outgoing
AMI_ASTERISK_${version}_SPOOL=$home/spool
AMI_ASTERISK_${version}_UID=$(stat -c %u "$home/spool")
AMI_ASTERISK_${version}_GID=$(stat -c %g "$home/spool")
AMI_ASTERISK_${version}_LOG=$home/log/full
AMI_ASTERISK_${version}_CLI=$state/asterisk-$version-cli
AMI_ASTERISK_${version}_RESTART=$state/asterisk-$version-restart
AMI_ASTERISK_${version}_PHONE=$state/asterisk-$version-phone
AMI_ASTERISK_${version}_ROOT=$root
AMI_ASTERISK_${version}_INSTANCE=$id
ENV
    mv "$env_file.new" "$env_file"
}
