#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# The contract suite's results side by side: a line per case, a column per server.
#
#   sh tests/contract/table.sh PROGRAM [STATE [CASE [TRANSPORTS]]]
#
# PROGRAM is ami_contract. STATE is the folder in which tests/asterisk/start.sh put asterisk-16.env and asterisk-22.env;
# a server without its file is skipped. CASE: only cases whose names contain it.
# TRANSPORTS: tcp (as without), rawman, mxml, arawman, amxml, https, amis (TLS 1.3), amis12 (TLS 1.2). Of several, or all, each has a line of its own
# instead of the cases: how many were ok, skipped and FAILED at each server.
# Every case runs in a process of its own, one at a time per server. ok, skip or FAIL; what failed is printed below.
# Ends with 1 where something failed.
set -eu

case ${1:--h} in
    -h | --help)
        sed -n '3,/^set/s/^# \{0,1\}//p' "$0" | sed '$d'
        exit 2
        ;;
esac
program=$1
state=${2:-}
only=${3:-}
transports=${4:-tcp}
[ "$transports" != all ] || transports='tcp rawman mxml arawman amxml https amis amis12'
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# Catch2 2, or 3. The exit code of version 2 is the number of cases.
AMI_ASTERISK_ENV='' "$program" --list-test-names-only >"$work/all" 2>/dev/null || true
if [ ! -s "$work/all" ] || grep -qi 'unrecogni[sz]ed' "$work/all"; then
    AMI_ASTERISK_ENV='' "$program" --list-tests --verbosity quiet >"$work/all" || true
fi
grep -F -- "$only" "$work/all" >"$work/cases" || {
    echo "no case of $program contains \"$only\"" >&2
    exit 2
}

# column SERVER TRANSPORT: a result per line of cases.
column() {
    server=$1
    transport=$2
    file=
    [ "$server" = embedded ] || file=$state/asterisk-$server.env
    openssl=${OPENSSL_CONF:-}
    [ "$transport" != amis12 ] || openssl=$here/tls12.cnf
    while IFS= read -r name; do
        # The embedded server speaks no TLS on its AMI port.
        if { [ -n "$file" ] && [ ! -f "$file" ]; } || [ "$server $transport" = 'embedded amis' ] ||
            [ "$server $transport" = 'embedded amis12' ]; then
            echo skip
            continue
        fi
        status=0
        [ -z "$openssl" ] || export OPENSSL_CONF="$openssl"
        AMI_CONTRACT_SERVER=$server AMI_CONTRACT_TRANSPORT=$transport AMI_ASTERISK_ENV=$file "$program" "$(printf '%s' "$name" | sed 's/,/\\,/g')" >"$work/$server.out" 2>&1 </dev/null ||
            status=$?
        if [ $status = 77 ] || { [ $status = 0 ] && grep -q '^SKIPPED' "$work/$server.out"; }; then
            echo skip
        elif [ $status = 0 ] && ! grep -q '^No test cases matched' "$work/$server.out"; then
            echo ok
        else
            echo FAIL
            {
                printf '\n== %s, %s: %s\n' "$server" "$transport" "$name"
                cat "$work/$server.out"
            } >>"$work/$server.failed"
        fi
    done <"$work/cases" >"$work/$server.$transport.column"
}

# count SERVER TRANSPORT: of a column, for people.
count() {
    awk '{ ++n[$1] } END { printf "%d ok, %d skipped, %d failed", n["ok"], n["skip"], n["FAIL"] }' "$work/$1.$2.column"
}

for server in embedded 16 22; do
    : >"$work/$server.failed"
    for transport in $transports; do
        (column $server "$transport")
    done &
done
wait

case $transports in
    *' '*)
        printf '%-9s %-34s %-34s %s\n' transport embedded 'Asterisk 16' 'Asterisk 22'
        for transport in $transports; do
            printf '%-9s %-34s %-34s %s\n' "$transport" "$(count embedded "$transport")" "$(count 16 "$transport")" \
                "$(count 22 "$transport")"
        done
        ;;
    *)
        printf '%-9s %-9s %-9s %s\n' embedded 16 22 case
        paste -d '|' "$work/embedded.$transports.column" "$work/16.$transports.column" "$work/22.$transports.column" \
            "$work/cases" | awk -F '|' '{ printf "%-9s %-9s %-9s %s\n", $1, $2, $3, $4 }'
        for server in embedded 16 22; do
            echo "$server: $(count $server "$transports")"
        done
        ;;
esac
cat "$work/embedded.failed" "$work/16.failed" "$work/22.failed"
! grep -q FAIL "$work"/*.column
