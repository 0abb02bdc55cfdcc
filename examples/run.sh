#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Installs what is missing, builds the demo and runs it.
#
#   sh examples/run.sh                                     against the embedded test server
#   sh examples/run.sh ami://user:secret@host:5038         against a real Asterisk
#
# AMI_BUILD_DIR: where to build (default: build/examples beside this folder).
set -eu

case ${1:-} in
    -h | --help)
        sed -n '3,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
esac

root=$(cd "$(dirname "$0")/.." && pwd)
build=${AMI_BUILD_DIR:-$root/build/examples}
. "$root/cmake/dependencies.sh"

say 'looking for what is missing'
ami_install

say "building the demo in $build"
log=$build/build.log
{
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DAMI_BUILD_TESTS=OFF -DAMI_BUILD_BENCHMARKS=OFF \
        -DAMI_BUILD_EXAMPLES=ON -DAMI_WARNINGS_AS_ERRORS=OFF ${ami_boost_dir:+"-DBoost_INCLUDE_DIR=$ami_boost_dir"} &&
        cmake --build "$build" --target ami_demo
} >"$log" 2>&1 || {
    tail -n 60 "$log"
    die "the build failed; all of its output is in $log"
}

say 'running the demo'
exec "$build/examples/ami_demo" "$@"
