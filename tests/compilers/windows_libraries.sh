#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# windows_libraries.sh PREFIX: what the library needs, for MinGW-w64 below PREFIX. Debian has the compiler only: OpenSSL, fmt and
# Catch2 are compiled from Debian's sources, of Boost the headers are enough. Done once; it takes some minutes of compiling.
set -eu
prefix=$1
target=x86_64-w64-mingw32
[ ! -e "$prefix/complete" ] || exit 0
jobs=${2:-1}
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT
mkdir -p "$prefix/include"
cd "$sources"
[ -e /etc/apt/sources.list.d/source.list ] ||
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >/etc/apt/sources.list.d/source.list
apt-get update
apt-get source openssl fmtlib catch2
rm -rf ./*.dsc ./*.tar.*

for library in fmtlib catch2; do
    cmake -S "$library"-*/ -B "$library" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_INSTALL_PREFIX=$prefix" \
        -DCMAKE_SYSTEM_NAME=Windows "-DCMAKE_CXX_COMPILER=$target-g++-posix" "-DCMAKE_C_COMPILER=$target-gcc-posix" \
        -DFMT_TEST=OFF -DFMT_DOC=OFF -DCATCH_BUILD_TESTING=OFF -DBUILD_TESTING=OFF -DCATCH_INSTALL_DOCS=OFF
    cmake --build "$library" --parallel "$jobs"
    cmake --install "$library"
done
ln -sfn /usr/include/boost "$prefix/include/boost"

cd openssl-*/
./Configure mingw64 "--cross-compile-prefix=$target-" "--prefix=$prefix" --libdir=lib no-shared no-tests no-engine no-legacy CC=gcc-posix
make -j "$jobs" build_libs
make install_dev
touch "$prefix/complete"
