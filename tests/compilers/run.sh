#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh NAME...: builds and runs tests with compilers and libraries that the gate does not have, and prints a table. Long:
# for changes of what touches a compiler or a library, and before a release.
#
#   sid           Debian sid in a root of its own: g++ and clang++, C++20 and C++23; unit, net and contract tests
#   libc++        clang++ with libc++; unit tests
#   arm64         cross-compiled in a root of its own, run by qemu; unit tests
#   armhf         the same: 32 bits, char is unsigned; unit and net tests
#   s390x         the same: big-endian; unit and net tests
#   i386          Debian bookworm for i386 in a root of its own; unit and net tests
#   io_uring      Asio over io_uring instead of epoll, in a root of its own, if the kernel lets it; net tests
#   no-rtti       g++ -fno-rtti; unit and net tests
#   no-exceptions g++ -fno-exceptions: the first error says what is wrong
#
# AMI_COMPILERS_CACHE: where the roots are (default: ~/.cache/ami/compilers). Roots need root and debootstrap.
# AMI_BUILD_DIR: where to build (default: build/compilers of the project).
# AMI_COMPILERS_CXX: clang++ instead of g++ for armhf, s390x, arm64 and io_uring: half the time.
# AMI_COMPILERS_FLAGS: how to optimise (default: -O1 -DNDEBUG).
# AMI_COMPILERS_JOBS: how many compilers at the same time (default: one for each processor).
# AMI_COMPILERS_SUITES: only these suites, as "unit net".
# AMI_COMPILERS_ONLY: only those rows of sid whose compiler and standard match this pattern, as "g++ 23".
set -u

[ $# != 0 ] || set -- --help
case $1 in -h | --help) sed -n '3,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
cache=${AMI_COMPILERS_CACHE:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/ami/compilers}
build=${AMI_BUILD_DIR:-$source/build/compilers}
jobs=${AMI_COMPILERS_JOBS:-$(nproc 2>/dev/null || echo 2)}
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
            in_root "$root" apt-get -y -o Dpkg::Options::=--force-unsafe-io install --no-install-recommends "$@"
    } >>"$cache/$name.log" 2>&1 || { tail -n 5 "$cache/$name.log"; return 1; }
    printf '%s' "$*" >"$root/.packages"
}

# build_and_run NAME ROOT SUITES LAUNCHER CMAKE_OPTION...: ROOT may be empty, for this machine. A row of the table.
build_and_run() {
    name=$1 chosen=$2 suites=${AMI_COMPILERS_SUITES:-$3} launcher=$4
    shift 4
    folder=$(echo "$name" | tr ' +' '-x')
    log=$build/$folder.log
    if [ -n "$chosen" ]; then at=/build/$folder from=/src run="in_root $chosen"; else at=$build/$folder from=$source run=; fi
    say "$name"
    began=$(date +%s)
    result="| $name"
    if $run cmake -S "$from" -B "$at" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        "-DCMAKE_CXX_FLAGS_RELEASE=${AMI_COMPILERS_FLAGS:--O1 -DNDEBUG}" -DAMI_SEPARATE_COMPILATION=ON -DAMI_BUILD_EXAMPLES=OFF "-DAMI_TEST_SUITES=$(echo "$suites" | tr ' ' ';')" \
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

# cross DEBIAN_ARCHITECTURE PROCESSOR LAUNCHER TRIPLET SUITES: a row for another processor.
cross() {
    debian=$1 processor=$2 runner=$3 triplet=$4 wanted=$5
    compiler=${AMI_COMPILERS_CXX:-g++}
    case $compiler in
        clang++) set -- clang -DCMAKE_CXX_COMPILER=clang++ "-DCMAKE_CXX_COMPILER_TARGET=$triplet" ;;
        *) set -- '' "-DCMAKE_CXX_COMPILER=$triplet-g++" ;;
    esac
    more=$1
    shift
    make_root "bookworm-$debian" bookworm amd64 "$debian" "g++-$triplet" cmake ninja-build libboost1.81-dev catch2 \
        "libfmt-dev:$debian" "libssl-dev:$debian" "libpugixml-dev:$debian" qemu-user openssl $more ||
        { failed=1; row "| $debian | no root |"; return; }
    build_and_run "$debian $compiler" "$cache/bookworm-$debian" "$wanted" "$runner" -DCMAKE_SYSTEM_NAME=Linux \
        "-DCMAKE_SYSTEM_PROCESSOR=$processor" "-DCMAKE_LIBRARY_ARCHITECTURE=$triplet" "$@"
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
        arm64) cross arm64 aarch64 qemu-aarch64 aarch64-linux-gnu unit ;;
        armhf) cross armhf arm qemu-arm arm-linux-gnueabihf 'unit net' ;;
        s390x) cross s390x s390x qemu-s390x s390x-linux-gnu 'unit net' ;;
        i386)
            make_root bookworm-i386 bookworm i386 '' g++ cmake ninja-build libboost1.81-dev libfmt-dev libssl-dev catch2 \
                libpugixml-dev openssl || { failed=1; row '| i386 | no root |'; continue; }
            build_and_run 'i386 g++' "$cache/bookworm-i386" 'unit net' ''
            ;;
        io_uring)
            make_root bookworm-io_uring bookworm amd64 '' g++ cmake ninja-build libboost1.81-dev libfmt-dev libssl-dev catch2 \
                libpugixml-dev openssl liburing-dev ${AMI_COMPILERS_CXX:+clang} || { failed=1; row '| io_uring | no root |'; continue; }
            refusal=$(printf '%s\n' '#include <liburing.h>' '#include <cstdio>' '#include <cstring>' 'int main() { io_uring ring;' \
                'const int result = io_uring_queue_init(8, &ring, 0); if (result < 0) std::puts(std::strerror(-result)); }' |
                in_root "$cache/bookworm-io_uring" sh -c 'g++ -x c++ - -o /tmp/probe -luring && /tmp/probe')
            if [ -n "$refusal" ]; then
                say "SKIPPED: this kernel refuses io_uring: $refusal"
                row "| io_uring g++ | - | SKIPPED, the kernel refuses: $refusal |"
                continue
            fi
            compiler=${AMI_COMPILERS_CXX:-g++}
            build_and_run "io_uring $compiler" "$cache/bookworm-io_uring" net '' "-DCMAKE_CXX_COMPILER=$compiler" \
                -DCMAKE_CXX_STANDARD_LIBRARIES=-luring \
                '-DCMAKE_CXX_FLAGS=-DBOOST_ASIO_HAS_IO_URING -DBOOST_ASIO_DISABLE_EPOLL'
            ;;
        windows)
            make_root bookworm-windows bookworm amd64 '' g++-mingw-w64-x86-64-posix cmake ninja-build libboost1.81-dev make perl \
                dpkg-dev ca-certificates openssl wine64 || { failed=1; row '| windows | no root |'; continue; }
            say 'builds OpenSSL, fmt and Catch2 for Windows'
            in_root "$cache/bookworm-windows" sh /src/tests/compilers/windows_libraries.sh /opt/windows "$jobs" \
                >"$cache/bookworm-windows-libraries.log" 2>&1 || { failed=1; row '| windows | no libraries |'; continue; }
            build_and_run 'windows g++' "$cache/bookworm-windows" 'unit net' wine64 -DCMAKE_SYSTEM_NAME=Windows \
                -DCMAKE_CXX_COMPILER=x86_64-w64-mingw32-g++-posix -DCMAKE_FIND_ROOT_PATH=/opt/windows \
                -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY \
                -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY -DBoost_INCLUDE_DIR=/opt/windows/include
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
