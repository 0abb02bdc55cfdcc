#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh NAME...: builds and runs tests with compilers and libraries that the gate does not have, and prints a table. Long:
# for changes of what touches a compiler or a library, and before a release.
#
#   sid           Debian sid in a root of its own: g++ and clang++, C++20 and C++23; unit, net and contract tests
#   libc++        clang++ with libc++; unit tests
#   arm64         cross-compiled in a root of its own, run by qemu; unit tests
#   i386          Debian bookworm for i386 in a root of its own; unit and net tests
#   no-rtti       g++ -fno-rtti; unit and net tests
#   no-exceptions g++ -fno-exceptions: the first error says what is wrong
#
# AMI_COMPILERS_CACHE: where the roots are (default: ~/.cache/ami/compilers). Roots need root and debootstrap.
# AMI_BUILD_DIR: where to build (default: build/compilers of the project).
# AMI_COMPILERS_ONLY: only those rows of sid whose compiler and standard match this pattern, as "g++ 23".
set -u

[ $# != 0 ] || set -- --help
case $1 in -h | --help) sed -n '3,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
cache=${AMI_COMPILERS_CACHE:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/ami/compilers}
build=${AMI_BUILD_DIR:-$source/build/compilers}
jobs=$(nproc 2>/dev/null || echo 2)
mkdir -p "$cache" "$build" || exit 1
build=$(cd "$build" && pwd)
table=$build/table
: >"$table"
failed=0

say() { printf '== %s\n' "$*"; }
row() { printf '%s\n' "$*" >>"$table"; }

# in_root ROOT COMMAND: the project stands at /src, the build folder at /build. The mounts vanish with the command.
in_root() {
    chosen=$1
    shift
    mkdir -p "$chosen/src" "$chosen/build"
    unshare --mount --propagation private sh -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount --bind "$2" "$1/src" &&
            mount --bind "$3" "$1/build" || exit 125
        root=$1
        shift 3
        exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive "$@"' sh "$chosen" "$source" "$build" "$@"
}

# make_root NAME SUITE ARCHITECTURE FOREIGN PACKAGE...: a Debian root with these packages, made once.
make_root() {
    name=$1 suite=$2 architecture=$3 foreign=$4
    shift 4
    root=$cache/$name
    [ "$(cat "$root/.packages" 2>/dev/null)" != "$*" ] || return 0
    [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null || { say "$name needs root and debootstrap"; return 1; }
    say "makes $root"
    if [ ! -e "$root/usr/bin/apt-get" ]; then
        rm -rf --one-file-system "$root"
        debootstrap --variant=minbase "--arch=$architecture" "$suite" "$root" >"$cache/$name.log" 2>&1 || return 1
    fi
    {
        [ -z "$foreign" ] || in_root "$root" dpkg --add-architecture "$foreign"
        in_root "$root" apt-get -o Acquire::Check-Valid-Until=false update &&
            in_root "$root" apt-get -y upgrade &&
            in_root "$root" apt-get -y install --no-install-recommends "$@"
    } >>"$cache/$name.log" 2>&1 || { tail -n 5 "$cache/$name.log"; return 1; }
    printf '%s' "$*" >"$root/.packages"
}

# build_and_run NAME ROOT SUITES LAUNCHER CMAKE_OPTION...: ROOT may be empty, for this machine. A row of the table.
build_and_run() {
    name=$1 chosen=$2 suites=$3 launcher=$4
    shift 4
    folder=$(echo "$name" | tr ' +' '-x')
    log=$build/$folder.log
    if [ -n "$chosen" ]; then at=/build/$folder from=/src run="in_root $chosen"; else at=$build/$folder from=$source run=; fi
    say "$name"
    began=$(date +%s)
    result="| $name"
    if $run cmake -S "$from" -B "$at" -G Ninja -DCMAKE_BUILD_TYPE=Release '-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG' \
        -DAMI_SEPARATE_COMPILATION=ON -DAMI_BUILD_EXAMPLES=OFF "-DAMI_TEST_SUITES=$(echo "$suites" | tr ' ' ';')" \
        "$@" >"$log" 2>&1 &&
        $run cmake --build "$at" --parallel "$jobs" --target $(printf 'ami_%s ' $suites) >>"$log" 2>&1; then
        for suite in unit net contract; do
            case " $suites " in *" $suite "*) ;; *) result="$result | -"; continue ;; esac
            if $run env AMI_CONTRACT_SERVER=embedded $launcher "$at/tests/ami_$suite" >"$build/$folder-$suite.log" 2>&1; then
                result="$result | $(grep -Eo 'in [0-9]+ test cases?|[0-9]+ test cases?' "$build/$folder-$suite.log" | tail -n 1 | grep -Eo '[0-9]+') pass"
            else
                result="$result | FAILED"
                failed=1
                grep -aE '^(test cases|assertions)' "$build/$folder-$suite.log"
            fi
        done
    else
        result="$result | does not build"
        failed=1
        grep -aE -m 3 'error|Error' "$log"
    fi
    warnings=$(grep -acE 'warning:' "$log")
    row "$result | $warnings warnings | $(($(date +%s) - began)) s |"
}

for each; do
    case $each in
        sid)
            make_root sid sid amd64 '' g++ clang cmake ninja-build libboost-dev libboost-context-dev libfmt-dev libssl-dev catch2 \
                libpugixml-dev openssl || { failed=1; row '| sid | no root |'; continue; }
            versions=$(in_root "$cache/sid" sh -c 'g++ --version | head -n 1; clang++ --version | head -n 1
                dpkg-query -W -f "\${Package} \${Version}\n" libboost-dev libfmt-dev libssl-dev catch2')
            say "$versions"
            row "$(echo "$versions" | tr '\n' ';')"
            for compiler in g++ clang++; do
                for standard in 20 23; do
                    case "$compiler $standard" in ${AMI_COMPILERS_ONLY:-*}) ;; *) continue ;; esac
                    build_and_run "sid $compiler C++$standard" "$cache/sid" 'unit net contract' '' \
                        "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_CXX_STANDARD=$standard"
                done
            done
            ;;
        libc++)
            # fmt and pugixml of Debian are built with libstdc++.
            build_and_run 'clang++ libc++' '' unit '' -DCMAKE_CXX_COMPILER="$(command -v clang++ || command -v clang++-14)" \
                '-DCMAKE_CXX_FLAGS=-stdlib=libc++ -DFMT_HEADER_ONLY' -DCMAKE_DISABLE_FIND_PACKAGE_pugixml=ON
            ;;
        arm64)
            make_root bookworm-arm64 bookworm amd64 arm64 g++-aarch64-linux-gnu cmake ninja-build libboost1.81-dev catch2 \
                libfmt-dev:arm64 libssl-dev:arm64 libpugixml-dev:arm64 qemu-user || { failed=1; row '| arm64 | no root |'; continue; }
            build_and_run 'arm64 g++' "$cache/bookworm-arm64" unit qemu-aarch64 -DCMAKE_SYSTEM_NAME=Linux \
                -DCMAKE_SYSTEM_PROCESSOR=aarch64 -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ -DCMAKE_LIBRARY_ARCHITECTURE=aarch64-linux-gnu
            ;;
        i386)
            make_root bookworm-i386 bookworm i386 '' g++ cmake ninja-build libboost1.81-dev libfmt-dev libssl-dev catch2 \
                libpugixml-dev openssl || { failed=1; row '| i386 | no root |'; continue; }
            build_and_run 'i386 g++' "$cache/bookworm-i386" 'unit net' ''
            ;;
        no-rtti) build_and_run 'g++ -fno-rtti' '' 'unit net' '' -DCMAKE_CXX_FLAGS=-fno-rtti ;;
        no-exceptions)
            said=$(printf '#include <ami/client.hpp>\n' |
                "${CXX:-g++}" -std=c++20 -fno-exceptions "-I$source/include" -fsyntax-only -x c++ - 2>&1 | grep -m 1 'error')
            case $said in
                *'compile without -fno-exceptions'*) row '| g++ -fno-exceptions | refused, in one line |' ;;
                *) row "| g++ -fno-exceptions | says: $said |"; failed=1 ;;
            esac
            ;;
        *) say "unknown: $each; see $0 --help"; exit 2 ;;
    esac
done
printf '\n| compiler | unit | net | contract | warnings | time |\n'
cat "$table"
exit "$failed"
