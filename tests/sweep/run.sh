#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh PROGRAM TRANSPORT 16|22 [16|22]: starts an Asterisk of each version in a folder of its own, lets PROGRAM (ami_sweep)
# send every typed action to it over TRANSPORT (tcp, rawman), and stops it. Prints how each action ended on each version.
#
# AMI_SWEEP_SUBJECT=queues: only the actions of that subject (sweep.cpp has their names).
# Exit codes: 0 good, 77 skipped (no Asterisk can be had here), anything else failed.
set -eu
[ $# -ge 3 ] || { sed -n '3,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
program=$1 transport=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
stop() {
    for version in 16 22; do
        [ ! -f "$work/asterisk-$version.env" ] || sh "$here/../asterisk/stop.sh" "$version" "$work" >/dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

status=0
for version; do
    started=0
    AMI_ASTERISK_ETC=$here/etc sh "$here/../asterisk/start.sh" "$version" "$work" || started=$?
    [ "$started" = 0 ] || exit "$started"
    AMI_CONTRACT_SERVER=$version AMI_CONTRACT_TRANSPORT=$transport AMI_ASTERISK_ENV=$work/asterisk-$version.env \
        AMI_SWEEP_TABLE=$work/$version.table "$program" || status=1
    sh "$here/../asterisk/stop.sh" "$version" "$work" >/dev/null
done

echo
if [ $# = 2 ]; then
    echo "action | on $1 | on $2"
    LC_ALL=C join -t '|' -a 1 -a 2 "$work/$1.table" "$work/$2.table"
else
    echo "action | on $1"
    cat "$work/$1.table"
fi
exit $status
