#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# stop.sh 16|22 STATE_DIR: stops the Asterisk that start.sh started there, and removes what it had. Nothing to stop is fine too.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
. "$here/instance.sh"
choose_version "${1:-}"
choose_state "${2:-}"

if load_instance; then
    if [ -d "$home" ]; then
        [ "$(id -u)" = 0 ] || fail 'needs root'
        kill_instance "$home"
        remove_tree "$home"
        say "stopped ($address)"
    fi
fi
# The log stays: it tells what went wrong.
rm -f "$env_file" "$state/asterisk-$version-cli" "$state/asterisk-$version-restart" "$state/asterisk-$version-phone"
