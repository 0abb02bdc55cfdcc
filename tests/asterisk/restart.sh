#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# restart.sh 16|22 STATE_DIR [kill|start]: kills that Asterisk without warning (kill -9) and starts it again on the
# same address, with the same files. `kill` does only the first half, `start` only the second.
# AMI_ASTERISK_CERT=good|selfsigned|expired|wronghost chooses the TLS certificate.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
. "$here/instance.sh"
choose_version "${1:-}"
choose_state "${2:-}"
half=${3:-both}
case $half in both | kill | start) ;; *) fail "'$half': must be kill or start" ;; esac
{ load_instance && [ -d "$home" ]; } || fail "nothing was started in $state"
began=$(date +%s%3N)

[ "$half" = kill ] || install_certificate
kill_instance "$home"
[ "$half" != kill ] || exit 0
touch "$home"
rm -f "$home/run/asterisk.ctl" "$home/run/asterisk.pid"
launch
await_ready
write_env
say "runs again at $address (PID $pid, ready after $(($(date +%s%3N) - began)) ms)"
