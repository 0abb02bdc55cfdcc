#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# without_apt.sh FOLDER: what examples/run.sh and tests/run.sh say where there is no apt, or no root, and something is missing.
# All that the machine has is on the path, but for what a case takes away. As root it runs as another user.
set -eu
folder=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$folder"
mkdir -p "$folder/bin" "$folder/systems" "$folder/build"
chmod 777 "$folder/build"
old_ifs=$IFS
IFS=:
for place in $PATH:/usr/sbin:/sbin; do
    IFS=$old_ifs
    # Of two with one name the first is the one that is found.
    [ ! -d "$place" ] || ln -s "$place"/* "$folder/bin/" 2>/dev/null || :
done
IFS=$old_ifs
rm -f "$folder/bin/sudo"
printf 'ID=ubuntu\nID_LIKE=debian\n' >"$folder/systems/unknown"
printf 'ID=nobara\nID_LIKE="rhel centos fedora"\n' >"$folder/systems/fedora"
printf 'ID=arch\n' >"$folder/systems/arch"
printf 'ID=alpine\n' >"$folder/systems/alpine"

user=
if [ "$(id -u)" = 0 ]; then
    command -v setpriv >/dev/null || { echo 'SKIPPED: there is no setpriv' && exit 77; }
    user='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi

# check NAME SYSTEM "MISSING PROGRAMS" "COMMAND" EXIT_CODE LINE...: a line that begins with a dash must not be there.
check() {
    name=$1 system=$2 missing=$3 command=$4 code=$5
    shift 5
    mkdir "$folder/away"
    for program in $missing; do
        [ ! -e "$folder/bin/$program" ] || mv "$folder/bin/$program" "$folder/away/"
    done
    actual=0
    # shellcheck disable=SC2086
    $user env "PATH=$folder/bin" "AMI_OS_RELEASE=$folder/systems/$system" "AMI_BUILD_DIR=$folder/build" \
        sh -c "$command" >"$folder/said" 2>&1 </dev/null || actual=$?
    [ -z "$missing" ] || find "$folder/away" -type l -exec mv {} "$folder/bin/" \;
    rmdir "$folder/away"
    for line; do
        case $line in
            -*) ! grep -qF -e "${line#-}" "$folder/said" || actual="said: ${line#-}" ;;
            *) grep -qF -e "$line" "$folder/said" || actual="did not say: $line" ;;
        esac
    done
    [ "$actual" = "$code" ] || { printf '%s: %s\n' "$name" "$actual" && cat "$folder/said" && exit 1; }
}

apt='apt-get apt-cache dpkg'
install="root=$root build=$folder/build; set -eu; . $root/cmake/dependencies.sh; ami_install"
check 'no CMake, Arch' arch "$apt cmake" "sh $root/examples/run.sh" 1 'CMake 3.21' 'pacman -S --needed cmake' '-Fedora' '-building'
check 'no CMake nor fmt, Alpine' alpine "$apt cmake ninja" "sh $root/examples/run.sh" 1 'apk add cmake samurai'
check 'tests, no Ninja nor Python, Fedora' fedora "$apt ninja python3" "sh $root/tests/run.sh" 1 'dnf install ninja-build python3'
check 'no CMake, elsewhere' unknown "$apt cmake" "sh $root/examples/run.sh" 1 'Fedora   dnf install cmake' 'Arch     pacman' \
    'Alpine   apk add' 'FreeBSD  pkg install' 'macOS    brew install'
check 'nothing is missing' arch "$apt" "$install; echo goes on" 0 'goes on' '-pacman'
check 'tests, no Python' fedora "$apt python3" "$install tests; echo and on" 0 'skips the tests' 'dnf install python3' 'and on'
if command -v apt-get >/dev/null; then
    check 'apt without root' unknown cmake "sh $root/examples/run.sh" 1 'You are not root' 'start again: cmake'
    check 'apt without root, tests, no Python' unknown python3 "$install tests; echo and on" 0 'these packages: python3' 'and on'
fi
echo 'all is said'
