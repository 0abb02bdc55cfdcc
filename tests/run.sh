#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Installs what is missing, builds all tests and runs them.
#
#   sh tests/run.sh          # the gate: everything
#   sh tests/run.sh quick    # for each edit: unit and net tests of one tree, without Asterisk
#
# Four builds, the first three with g++: what shows that the headers are fit for users, header-only, and the benchmarks,
# both optimised; net tests, the sweep and the long tests, optimised, with the library compiled separately (header-only, each of
# their files would compile all of the library); unit, net and contract tests and the README's programs under AddressSanitizer
# (the library also under UndefinedBehaviorSanitizer); unit tests and fuzzers with clang, header-only, under
# UndefinedBehaviorSanitizer. A test is optimised where what the
# optimiser makes of it matters: what coroutines become. The real servers are shared by all.
#
# AMI_BUILD_DIR: where to build (default: build/tests beside this folder).
# AMI_TEST_TREES: which of the builds (default: "release separate asan clang"); there is also "tsan", unit and net
# tests under ThreadSanitizer.
set -eu

case ${1:-} in
    -h | --help)
        sed -n '3,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    '') ;;
    quick) quick=1 ;;
    *)
        echo "unknown: $1; see sh tests/run.sh --help" >&2
        exit 2
        ;;
esac

root=$(cd "$(dirname "$0")/.." && pwd)
build=${AMI_BUILD_DIR:-$root/build/tests}
trees=${AMI_TEST_TREES:-release separate asan clang}
[ -z "${quick:-}" ] || trees=quick
jobs=$(nproc 2>/dev/null || echo 2)
began=$(date +%s)
PATH=$PATH:/usr/sbin:/sbin
. "$root/cmake/dependencies.sh"

say 'looking for what is missing'
ami_install tests
mkdir -p "$build"
build=$(cd "$build" && pwd)

# Asterisk's scripts need root; their cache stays the user's.
asterisk_runner=
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then
    asterisk_runner="sudo -n env AMI_ASTERISK_CACHE=${AMI_ASTERISK_CACHE:-$HOME/.cache/ami/asterisk}"
fi

# It is downloaded while the compiler is busy.
setups=
trap 'for setup in $setups; do kill "$setup" 2>/dev/null || true; done' EXIT
trap 'exit 130' INT TERM HUP
case " $trees " in
    *' separate '* | *' asan '*)
        if [ -f "$root/tests/asterisk/setup.sh" ]; then
            say 'preparing Asterisk 16 and 22 in the background'
            for version in 16 22; do
                $asterisk_runner sh "$root/tests/asterisk/setup.sh" $version >"$build/asterisk-$version.log" 2>&1 </dev/null &
                setups="$setups $!"
            done
        fi
        ;;
esac

# tree NAME CMAKE_ARGUMENT...: configures and builds one tree.
tree() {
    name=$1
    shift
    case " $trees " in *" $name "*) ;; *) return 0 ;; esac
    started=$(date +%s)
    printf '== building %s ... ' "$name"
    {
        cmake -S "$root" -B "$build/$name" -G Ninja -DAMI_BUILD_EXAMPLES=OFF -DAMI_BUILD_TESTS=ON -DAMI_BUILD_BENCHMARKS=ON \
            ${launcher:+"-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher"} ${ami_boost_dir:+"-DBoost_INCLUDE_DIR=$ami_boost_dir"} "$@" &&
            cmake --build "$build/$name" -j "$jobs" -- -k 0
    } >"$build/$name.log" 2>&1 || {
        printf 'FAILED\n'
        grep -E -A 6 ' error: |CMake Error|FAILED: ' "$build/$name.log" | head -n 40
        die "building $name failed; all of its output is in $build/$name.log"
    }
    printf '%s s\n' $(($(date +%s) - started))
    echo "subdirs($name)" >>"$build/CTestTestfile.cmake"
}

# ccache, where there is one, takes precompiled headers only if told not to worry about their time stamps.
launcher=$(command -v ccache || true)
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

export TSAN_OPTIONS="suppressions=$root/tests/tsan.supp ${TSAN_OPTIONS:-}"

runner="-DAMI_ASTERISK_RUNNER=$(echo "$asterisk_runner" | tr ' ' ';')"
servers="-DAMI_ASTERISK_STATE_DIR=$build/asterisk"

# One CTest run over all the trees.
: >"$build/CTestTestfile.cmake"

tree release -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" -DCMAKE_CXX_COMPILER=g++ -DAMI_TEST_PREFIX= \
    "-DAMI_TEST_SUITES=headers;package;format;benchmark"
tree separate --preset separate -DCMAKE_CXX_FLAGS_RELEASE="-O1 -DNDEBUG" -DCMAKE_CXX_COMPILER=g++ -DAMI_TEST_PREFIX= \
    "-DAMI_TEST_SUITES=net;sweep;endurance;simulation" "$runner" "$servers"
# Line numbers are enough for a stack trace, and quicker to write than all debug information.
tree asan --preset asan -DCMAKE_CXX_FLAGS_DEBUG=-g1 -DAMI_SEPARATE_COMPILATION=ON \
    "-DAMI_TEST_SUITES=unit;net;contract;asterisk;snippets" -DAMI_TEST_PREFIX=asan/ "$runner" "$servers"
tree clang -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O0 -g1 -DNDEBUG" -DCMAKE_CXX_COMPILER=clang++ \
    "-DCMAKE_CXX_FLAGS=-fsanitize=undefined -fno-sanitize=function -fno-sanitize-recover=all" "-DAMI_TEST_SUITES=unit;fuzz" -DAMI_TEST_PREFIX=clang/
tree quick --preset separate -DCMAKE_CXX_FLAGS_RELEASE="-O1 -DNDEBUG" -DCMAKE_CXX_COMPILER=g++ -DAMI_TEST_PREFIX=quick/ \
    "-DAMI_TEST_SUITES=unit;net"
tree tsan --preset tsan -DCMAKE_CXX_COMPILER=g++ -DCMAKE_CXX_FLAGS_DEBUG=-g1 -DAMI_SEPARATE_COMPILATION=ON \
    "-DAMI_TEST_SUITES=unit;net" -DAMI_TEST_PREFIX=tsan/

for setup in $setups; do
    wait "$setup" || true
done
[ -z "$setups" ] || tail -q -n 1 "$build"/asterisk-*.log # ready, or why its tests are skipped
setups=

say "running the tests ($(($(date +%s) - began)) s so far; all lines are in $build/ctest.log)"
cd "$build"
rm -f status
{
    status=0
    # Four more than there are processors: those on the four Asterisks mostly wait.
    ctest -j "$((jobs + 4))" --output-on-failure --no-label-summary 2>&1 || status=$?
    echo "$status" >status
} | tee ctest.log | grep --line-buffered -vE '^ *Start +[0-9]+:| Passed +[0-9.]+ sec$' || true

# What takes the time. A tree's log has each file as it was compiled last, so also those that this run did not compile.
slowest() {
    echo
    echo "== the 20 slowest $1, in seconds"
    LC_ALL=C sort -rn | head -n 20
}
for name in $trees; do
    [ ! -f "$name/.ninja_log" ] || awk -F '\t' -v tree="$name" '
        /^#/ || $4 !~ /\.(o|gch|pch)$/ { next }
        { took[$4] = ($2 - $1) / 1000 }
        END { for (file in took) printf "%8.1f %s/%s\n", took[file], tree, file }' "$name/.ninja_log"
done | slowest compilations
sed -nE 's,^ *[0-9]+/[0-9]+ +Test +#[0-9]+: (.*[^ .]) ?\.+ *(Passed|\*\*\*[A-Za-z: ]+) +([0-9.]+) sec.*,\3 \1,p' ctest.log |
    awk '{ took = $1; sub(/^[^ ]+ /, ""); printf "%8.1f %s\n", took, $0 }' | slowest tests

skipped=$(grep -c '\*\*\*Skipped' ctest.log || true)
[ "$skipped" = 0 ] || skipped="$skipped SKIPPED, see above"
echo
say "$(grep 'tests passed' ctest.log || echo 'CTest did not finish'); skipped: $skipped; $(($(date +%s) - began)) s in all"
exit "$(cat status)"
