# shellcheck shell=sh
# SPDX-License-Identifier: BSL-1.0
#
# Sourced by dependencies.sh: what the packages are called where there is no apt. Their names here are those of Debian.

# A row for each package: Debian | Fedora | Arch | Alpine | FreeBSD | Homebrew. A dash: it has none, or another brings it.
ami_package_table() {
    cat <<'END'
g++ gcc-c++ gcc g++ gcc gcc
cmake cmake cmake cmake cmake cmake
ninja-build ninja-build ninja samurai ninja ninja
libboost-dev boost-devel boost boost-dev boost-libs boost
libfmt-dev fmt-devel fmt fmt-dev libfmt fmt
libssl-dev openssl-devel openssl openssl-dev openssl openssl@3
clang clang clang clang llvm llvm
libclang-rt-dev compiler-rt compiler-rt compiler-rt llvm llvm
clang-format clang-tools-extra clang clang-extra-tools llvm clang-format
catch2 catch2-devel catch2 catch2-3 catch2 catch2
libpugixml-dev pugixml-devel pugixml pugixml-dev pugixml pugixml
pkg-config pkgconf-pkg-config pkgconf pkgconf pkgconf pkgconf
python3 python3 python python3 python3 python
openssl openssl openssl openssl openssl openssl@3
debootstrap debootstrap debootstrap debootstrap debootstrap -
doxygen doxygen doxygen doxygen doxygen doxygen
END
}

# ami_names_of COLUMN PACKAGE...: each once, in this order.
ami_names_of() {
    ami_column=$1
    shift
    for ami_package; do
        ami_package_table | awk -v column="$ami_column" -v package="$ami_package" '$1 == package && $column != "-" { print $column }'
    done | awk '!seen[$0]++ { printf "%s%s", sep, $0; sep = " " }'
}

# ami_this_system: one of the names below, or nothing.
ami_this_system() {
    case $(uname -s) in
        Darwin) echo macOS ;;
        FreeBSD) echo FreeBSD ;;
        *)
            # shellcheck disable=SC1090
            (. "${AMI_OS_RELEASE:-/etc/os-release}" 2>/dev/null && case " ${ID:-} ${ID_LIKE:-} " in
                *' fedora '* | *' rhel '*) echo Fedora ;;
                *' arch '*) echo Arch ;;
                *' alpine '*) echo Alpine ;;
            esac)
            ;;
    esac
}

# ami_say_how_to_install PACKAGE...: the command of this system, or those of all.
ami_say_how_to_install() {
    ami_system=$(ami_this_system)
    ami_column=2
    for ami_line in 'Fedora:dnf install' 'Arch:pacman -S --needed' 'Alpine:apk add' 'FreeBSD:pkg install' 'macOS:brew install'; do
        case ${ami_system:-${ami_line%%:*}} in
            "${ami_line%%:*}") printf '     %-8s %s %s\n' "${ami_line%%:*}" "${ami_line#*:}" "$(ami_names_of $ami_column "$@")" ;;
        esac
        ami_column=$((ami_column + 1))
    done
}
