#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# fresh_root.sh [SUITE]: installs the Debian package with apt into a new root of that suite (bookworm) and builds a program
# there. It needs root, debootstrap and a network, and some minutes; it is not part of the gate.
set -eu
suite=${1:-bookworm}
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
[ "$(id -u)" = 0 ] || { echo 'this needs root' >&2; exit 1; }
folder=$(mktemp -d)
trap 'umount "$folder/system/proc" 2>/dev/null || true; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP

cmake -S "$source" -B "$folder/build" -DAMI_BUILD_TESTS=OFF -DAMI_BUILD_EXAMPLES=OFF -DAMI_BUILD_BENCHMARKS=OFF >/dev/null
cpack --config "$folder/build/CPackConfig.cmake" -G DEB -B "$folder/deb" >/dev/null
debootstrap --variant=minbase "$suite" "$folder/system" ${AMI_MIRROR:-} >"$folder/log" 2>&1 || {
    tail -n 20 "$folder/log"
    exit 1
}
mkdir "$folder/system/ami"
cp "$folder"/deb/*.deb "$here"/consumer/*.cpp "$here"/consumer/CMakeLists.txt "$folder/system/ami/"
mount -t proc proc "$folder/system/proc"
chroot "$folder/system" sh -eu -c '
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C
    apt-get update -q
    apt-get install -qy --no-install-recommends /ami/*.deb g++ cmake make
    cmake -S /ami -B /ami/build -DWAY=find_package -DTARGET=ami::ami
    cmake --build /ami/build
    /ami/build/consumer
    cp -r /usr/share/doc/libami-dev/examples /ami/examples
    c++ -std=c++20 /ami/examples/demo.cpp -o /ami/demo -lfmt -lssl -lcrypto -pthread
    dpkg -s libami-dev | grep -E "^(Version|Depends):"
' >"$folder/log" 2>&1 || {
    tail -n 40 "$folder/log"
    exit 1
}
tail -n 3 "$folder/log"
