#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check.sh FOLDER install BUILD_TREE           installs the library below FOLDER
# check.sh FOLDER consumer WAY TARGET          builds and runs a program that links TARGET, found in this WAY
# check.sh FOLDER pkg-config PKG_CONFIG        the same without CMake
# check.sh FOLDER deb BUILD_TREE CPACK         makes the Debian package, and unpacks it instead of an installation
# Environment: CMAKE, GENERATOR, CXX, BOOST (the folder of its headers, may be empty).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 what=$2
shift 2
prefix=$folder/moved
case $what in
    install)
        rm -rf "$folder/prefix" "$prefix"
        "$CMAKE" --install "$1" --prefix "$folder/prefix"
        # What was installed must work anywhere.
        mv "$folder/prefix" "$prefix"
        if grep -rn "$folder" "$prefix"; then
            echo 'the installed files name the folder that they were installed to'
            exit 1
        fi
        ;;
    deb)
        rm -rf "$folder/deb" "$folder/deb-root"
        "$2" --config "$1/CPackConfig.cmake" -G DEB -B "$folder/deb"
        package=$(ls "$folder"/deb/libami-dev_*_all.deb)
        dpkg-deb -x "$package" "$folder/deb-root"
        for file in include/ami/client.hpp share/doc/libami-dev/copyright share/doc/libami-dev/examples/demo.cpp; do
            [ -f "$folder/deb-root/usr/$file" ] || { echo "the package has no /usr/$file"; exit 1; }
        done
        if grep -rn "$folder\|$here" "$folder/deb-root"; then
            echo 'the package names a folder of the machine that made it'
            exit 1
        fi
        prefix=$folder/deb-root/usr
        set -- find_package ami::ami -deb
        ;;
esac
case $what in
    consumer | deb)
        build=$folder/consumer-$1-${2#ami::}${3:-}
        rm -rf "$build"
        "$CMAKE" -S "$here/consumer" -B "$build" -G "$GENERATOR" "-DCMAKE_CXX_COMPILER=$CXX" \
            "-DWAY=$1" "-DTARGET=$2" "-DAMI_SOURCE=$here/../.." "-DCMAKE_PREFIX_PATH=$prefix" \
            ${BOOST:+"-DBoost_INCLUDE_DIR=$BOOST"}
        "$CMAKE" --build "$build"
        "$build/consumer"
        ;;
    pkg-config)
        PKG_CONFIG_PATH=$prefix/share/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
        export PKG_CONFIG_PATH
        # shellcheck disable=SC2046
        "$CXX" -std=c++20 "$here/consumer/main.cpp" "$here/consumer/other.cpp" -o "$folder/pkg-config-consumer" \
            ${BOOST:+"-I$BOOST"} $("$1" --cflags --libs ami)
        "$folder/pkg-config-consumer"
        ;;
esac
