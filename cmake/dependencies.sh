# shellcheck shell=sh
# SPDX-License-Identifier: BSL-1.0
#
# Sourced by examples/run.sh and tests/run.sh: installs what is missing, with apt where there is one; elsewhere it says what to
# install. The caller sets root (the project) and build (a folder for what is made here) and calls: ami_install, or
# ami_install tests.
# Afterwards ami_boost_dir, unless empty, is what CMake must be told as Boost_INCLUDE_DIR.

ami_boost_dir=
ami_missing_packages=
ami_missing_words=
ami_lacking_packages=
ami_lacking_words=
. "$root/cmake/package-names.sh"

say() { printf '== %s\n' "$*"; }
die() { printf '\n** %s\n' "$*" >&2; exit 1; }

# Where there is no g++, the system's own compiler.
if [ -z "${CXX:-}" ] && ! command -v g++ >/dev/null; then
    for ami_compiler in c++ clang++; do
        ! command -v $ami_compiler >/dev/null || { CXX=$ami_compiler && export CXX && break; }
    done
fi

# Compiles nothing, only asks the preprocessor: does this header exist, and is CONDITION true after it?
ami_header_is() {
    printf '#include <%s>\n#if !(%s)\n#error too old\n#endif\n' "$1" "$2" |
        "${CXX:-g++}" -std=c++20 ${ami_boost_dir:+"-I$ami_boost_dir"} -E -x c++ - >/dev/null 2>&1
}

# ami_need PACKAGE WORDS COMMAND...: unless the command succeeds, the package is missing.
ami_need() {
    ami_package=$1 ami_words=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        [ -z "$ami_package" ] || ami_missing_packages="$ami_missing_packages $ami_package"
        ami_missing_words="$ami_missing_words
     - $ami_words"
    fi
}
# The same for what tests are skipped without.
ami_want() {
    ami_package=$1 ami_words=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        ami_lacking_packages="$ami_lacking_packages $ami_package"
        ami_lacking_words="$ami_lacking_words
     - $ami_words"
    fi
}

ami_compiler_is_new_enough() { ami_header_is cstddef '__GNUC__ >= 12 || __clang_major__ >= 14'; }
ami_cmake_is_new_enough() {
    ami_version=$(cmake --version | sed -n '1s/^cmake version //p')
    case $ami_version in
        [0-2].* | 3.[0-9].* | 3.1[0-9].* | 3.20.* | '') return 1 ;;
    esac
}
ami_has_libfuzzer() {
    mkdir -p "$build" &&
        printf '#include <cstddef>\nextern "C" int LLVMFuzzerTestOneInput(const unsigned char*, std::size_t) { return 0; }\n' |
        clang++ -fsanitize=fuzzer,address -x c++ - -o "$build/probe"
}

# Boost where the user says it is, or where an earlier run unpacked it, or on the system.
ami_has_boost() {
    for ami_dir in "${Boost_INCLUDE_DIR:-}" "${BOOST_ROOT:-}" "${BOOST_ROOT:-}/include" "$build/boost/usr/include"; do
        if [ -n "$ami_dir" ] && [ -f "$ami_dir/boost/version.hpp" ]; then
            ami_boost_dir=$ami_dir
            if ami_header_is boost/version.hpp 'BOOST_VERSION >= 108100'; then
                return 0
            fi
            ami_boost_dir=
        fi
    done
    # Some distributions split Boost: Beast stands for the rest.
    ami_header_is boost/version.hpp 'BOOST_VERSION >= 108100' && ami_header_is boost/beast/version.hpp 1
}

ami_find_missing() {
    ami_missing_packages=
    ami_missing_words=
    ami_lacking_packages=
    ami_lacking_words=
    ami_need g++ 'g++ 12 or newer' ami_compiler_is_new_enough
    ami_need cmake 'CMake 3.21 or newer' ami_cmake_is_new_enough
    ami_need ninja-build 'Ninja' command -v ninja
    ami_need libfmt-dev 'fmt 9 or newer' ami_header_is fmt/core.h 'FMT_VERSION >= 90000'
    ami_need libssl-dev 'OpenSSL 3 or newer, with its headers' ami_header_is openssl/opensslv.h 'OPENSSL_VERSION_MAJOR >= 3'
    if [ "$1" = tests ]; then
        [ -z "${CXX:-}" ] || ami_need g++ 'g++' command -v g++
        ami_need clang 'clang 14 or newer' command -v clang++
        ami_need libclang-rt-dev 'the sanitizers and libFuzzer of clang' ami_has_libfuzzer
        ami_want clang-format 'clang-format 14' command -v clang-format
        ami_need catch2 'Catch2 (2.13 or 3)' ami_has_catch2
        ami_want libpugixml-dev 'pugixml' ami_header_is pugixml.hpp 1
        ami_want pkg-config 'pkg-config' command -v pkg-config
        ami_want python3 'Python 3 (with which the tests check the generated headers)' command -v python3
        ami_want doxygen 'Doxygen (with which the tests make the reference)' command -v doxygen
        ami_need openssl "OpenSSL's command-line tool" command -v openssl
        ami_want debootstrap 'debootstrap (with which the tests install Asterisk)' ami_has_debootstrap
    fi
}
ami_has_catch2() { ami_header_is catch2/catch.hpp 1 || ami_header_is catch2/catch_all.hpp 1; }
# It lives in sbin, which is not on every user's path.
ami_has_debootstrap() { command -v debootstrap || [ -x /usr/sbin/debootstrap ]; }

ami_as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -- "$@"
    fi
}

# One apt-get for all: it may add, never remove, never ask.
ami_apt() {
    ami_as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -o DPkg::Lock::Timeout=300 \
        -o APT::Get::Remove=false -y "$@" >"$build/apt.log" 2>&1 </dev/null
}
ami_apt_knows() { [ -n "$(LC_ALL=C apt-cache show --no-all-versions "$1" 2>/dev/null)" ]; }

ami_update_done=
ami_apt_update() {
    if [ -z "$ami_update_done" ]; then
        ami_update_done=1
        say 'apt-get update'
        ami_apt update || { cat "$build/apt.log"; say 'apt-get update failed; trying with what apt knows'; }
    fi
}

# What apt has: the newest -dev package of Boost that is new enough.
ami_boost_package() {
    apt-cache pkgnames libboost 2>/dev/null | sed -n 's/^\(libboost1\.\([0-9]*\)-dev\)$/\2 \1/p' |
        sort -rn | while read -r ami_minor ami_name; do
        if [ "$ami_minor" -ge 81 ]; then
            echo "$ami_name"
            break
        fi
    done
}

ami_install_boost() {
    ami_package=$(ami_boost_package)
    if [ -z "$ami_package" ]; then
        ami_apt_update
        ami_package=$(ami_boost_package)
    fi
    [ -n "$ami_package" ] ||
        die 'apt has no Boost 1.81 or newer. Unpack one (only its headers are needed) and set BOOST_ROOT to its folder.'
    if [ -n "$ami_can_install" ]; then
        # Debian's Boost packages exclude each other: asking for this one would remove the user's.
        ami_plan=$(LC_ALL=C apt-get -s --no-install-recommends install "$ami_package" 2>&1) || ami_plan="Remv (${ami_plan})"
        case $ami_plan in
            *Remv*) ;;
            *)
                say "installing $ami_package"
                if ami_apt --no-remove --no-install-recommends install "$ami_package" && ami_has_boost; then
                    return
                fi
                ;;
        esac
    fi
    say "unpacking the headers of $ami_package into $build/boost (installing it is not possible without removing other packages or without root)"
    mkdir -p "$build/boost"
    (cd "$build/boost" && LC_ALL=C apt-get download "$ami_package" >"$build/apt.log" 2>&1) || {
        ami_apt_update
        (cd "$build/boost" && LC_ALL=C apt-get download "$ami_package" >"$build/apt.log" 2>&1)
    } || { cat "$build/apt.log"; die "apt-get download $ami_package failed"; }
    dpkg -x "$build/boost/$ami_package"_*.deb "$build/boost" || die "cannot unpack $ami_package"
    rm -f "$build/boost/$ami_package"_*.deb
    ami_has_boost || die "$ami_package was unpacked, but has no usable headers"
}

# For the tests of stackful coroutines, which are skipped without it.
ami_has_boost_context() {
    printf '#include <boost/context/fiber.hpp>\nint main() { boost::context::fiber f([](boost::context::fiber&& g) { return std::move(g); }); f = std::move(f).resume(); }\n' |
        "${CXX:-g++}" -std=c++20 -x c++ - -lboost_context -o "$build/probe" >/dev/null 2>&1
}
ami_install_boost_context() {
    # An unpacked Boost has no libraries.
    [ -z "$ami_boost_dir" ] || return 0
    ! ami_has_boost_context || return 0
    ami_package=libboost-context$(printf '#include <boost/version.hpp>\nBOOST_LIB_VERSION\n' |
        "${CXX:-g++}" -E -P -x c++ - | tail -n 1 | tr -d '" ' | tr _ .)-dev
    if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; } && ami_apt_knows "$ami_package"; then
        say "installing $ami_package"
        ami_apt --no-remove --no-install-recommends install "$ami_package" ||
            say 'without Boost.Context: the tests of stackful coroutines are skipped'
    fi
}

# ami_install [tests]
ami_install() {
    ami_install_needed "$@"
    [ "${1:-}" != tests ] || ami_install_boost_context
}

ami_install_needed() {
    mkdir -p "$build" || die "cannot create $build: set AMI_BUILD_DIR to a folder that you may write to"
    ami_find_missing "${1:-}"
    ami_has_boost && ami_boost_there=1 || ami_boost_there=
    if [ -z "$ami_missing_packages$ami_lacking_packages" ] && [ -n "$ami_boost_there" ]; then
        return
    fi
    ami_boost_words='
     - the headers of Boost 1.81 or newer (elsewhere than in /usr/include: set BOOST_ROOT to their folder)'
    [ -z "$ami_boost_there" ] || ami_boost_words=
    if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
        [ -n "$ami_boost_there" ] || ami_missing_packages="$ami_missing_packages libboost-dev"
        # shellcheck disable=SC2086
        [ -z "$ami_missing_packages" ] ||
            die "This system has no apt, so nothing was installed. Please install, and start again:$ami_missing_words$ami_boost_words

   The packages are
$(ami_say_how_to_install $ami_missing_packages $ami_lacking_packages)"
        # shellcheck disable=SC2086
        say "goes on, and skips the tests that need these:$ami_lacking_words
$(ami_say_how_to_install $ami_lacking_packages)"
        return
    fi
    ami_can_install=1
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        ami_can_install=
        [ -z "$ami_missing_packages" ] ||
            die "You are not root and there is no sudo. Please have these packages installed, and start again:$ami_missing_packages$ami_lacking_packages"
        [ -z "$ami_lacking_packages" ] ||
            say "You are not root and there is no sudo. Skips the tests that need these packages:$ami_lacking_packages"
    else
        ami_missing_packages="$ami_missing_packages$ami_lacking_packages"
    fi

    if [ -n "$ami_missing_packages" ]; then
        for ami_package in $ami_missing_packages; do
            ami_apt_knows "$ami_package" || { ami_apt_update; break; }
        done
        # Some systems have it under another name, mostly as a part of another of these.
        ami_wanted=
        for ami_package in $ami_missing_packages; do
            if ami_apt_knows "$ami_package"; then
                ami_wanted="$ami_wanted $ami_package"
            else
                say "apt does not know $ami_package"
            fi
        done
        say "installing$ami_wanted"
        # shellcheck disable=SC2086
        if ! ami_apt --no-remove --no-install-recommends install $ami_wanted; then
            # Lists of yesterday name files that the mirror no longer has.
            ami_apt_update
            ami_apt --no-remove --no-install-recommends install $ami_wanted || { tail -n 30 "$build/apt.log"; die "apt-get install$ami_wanted failed"; }
        fi
        ami_find_missing "${1:-}"
        [ -z "$ami_missing_words$ami_lacking_words" ] || die "Still missing or too old after the installation:$ami_missing_words$ami_lacking_words"
    fi
    [ -n "$ami_boost_there" ] || ami_has_boost || ami_install_boost
}
