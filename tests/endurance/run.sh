#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh PROGRAMS STATE_DIR 16|22 TEST [NUMBER [NUMBER]]: runs one of the long tests on the Asterisk that was started in
# STATE_DIR (tests/asterisk/start.sh).
#
#   restarts [50]           kills and starts the server so often while actions flow, over TCP
#   restarts-tls [50]       the same over TLS
#   soak [1800 [300]]       so many seconds with so many events a second
#   restarts-PATH [50]      over HTTP, where PATH is rawman, mxml, arawman or amxml
#   soak-PATH [1800 [300]]  the same
#   http-life-PATH [90]     how late events are over HTTP, and a session that is idle for so many seconds
#   stalled-reader          a client that does not read for a while is cut off by the server, and comes back
#   live [60 [SEED]]        so many seconds of random load on an Asterisk of its own, which is killed now and then, and audits
#                           of two live models, over TCP and HTTP; STATE_DIR is not used
#   live-PATH [60 [SEED]]   the same with one model, over HTTP
#   certificates            a good, a self-signed, an expired and a wrong-host certificate
#
# Exit codes: 0 good, 77 skipped (no such server), anything else failed.
set -eu
programs=$1 state=$2 version=$3 what=$4
here=$(cd "$(dirname "$0")" && pwd)
case $what in live | live-*)
    work=$(mktemp -d)
    stop() {
        [ ! -f "$work/asterisk-$version.env" ] || sh "$here/../asterisk/stop.sh" "$version" "$work" >/dev/null || true
        rm -rf "$work"
    }
    trap stop EXIT
    trap 'exit 130' INT TERM HUP
    AMI_ASTERISK_ETC=$here/etc sh "$here/../asterisk/start.sh" "$version" "$work" || exit $?
    state=$work
    ;;
esac
file=$state/asterisk-$version.env
[ -r "$file" ] || { echo "SKIPPED: nothing was started in $state"; exit 77; }
value() { sed -n "s/^AMI_ASTERISK_${version}_$1=//p" "$file"; }
host=$(value HOST) ca=$(value CA)
restart=$state/asterisk-$version-restart

case $what in
    restarts) "$programs/ami_restarts" "ami://hello:world@$host" "$restart" "${5:-50}" ;;
    restarts-tls) "$programs/ami_restarts" "amis://hello:world@$host" "$restart" "${5:-50}" "$ca" ;;
    restarts-*) "$programs/ami_restarts" "http://hello:world@$host:8088/${what#restarts-}" "$restart" "${5:-50}" ;;
    soak-*) "$programs/ami_soak" "http://hello:world@$host:8088/${what#soak-}" "${5:-1800}" "${6:-300}" ;;
    http-life-*) "$programs/ami_http_life" "http://hello:world@$host:8088/${what#http-life-}" "${5:-90}" ;;
    soak) "$programs/ami_soak" "ami://hello:world@$host" "${5:-1800}" "${6:-300}" ;;
    live)
        "$programs/ami_live" "ami://hello:world@$host,http://hello:world@$host:8088/rawman" "$restart" "${5:-60}" ${6:+"$6"}
        ;;
    live-*) "$programs/ami_live" "http://hello:world@$host:8088/${what#live-}" "$restart" "${5:-60}" ${6:+"$6"} ;;
    stalled-reader) "$programs/ami_stalled_reader" "ami://deaf:deaf@$host" "ami://hello:world@$host" ;;
    certificates)
        status=0
        # KIND WANTED: what must be in the text.
        check() {
            AMI_ASTERISK_CERT=$1 "$here/../asterisk/restart.sh" "$version" "$state" >/dev/null
            said=$("$programs/ami_certificate" "amis://hello:world@$host" "$ca") || true
            printf '%-11s %s\n' "$1" "$said"
            case $said in *"$2"*) ;; *) status=1 && echo "wanted: $2" ;; esac
        }
        check good connected
        check selfsigned 'self-signed certificate'
        check expired 'certificate has expired'
        check wronghost 'mismatch'
        AMI_ASTERISK_CERT=good "$here/../asterisk/restart.sh" "$version" "$state" >/dev/null
        exit $status
        ;;
    *) echo "no such test: $what" >&2; exit 2 ;;
esac
