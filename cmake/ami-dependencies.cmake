# SPDX-License-Identifier: BSL-1.0
#
# Finds what ami needs. Used by the build and, installed, by ami-config.cmake, so that both look in the same way.
# Sets AMI_DEPENDENCIES_PROBLEM to a text if something is missing.

set(AMI_DEPENDENCIES_PROBLEM "")

# Boost: only headers, so a folder of unpacked headers is enough. A folder that the user names wins over any
# installed Boost; FindBoost would prefer an installed BoostConfig.cmake.
if(NOT TARGET Boost::headers)
    foreach(ami_boost_dir IN ITEMS "${Boost_INCLUDE_DIR}" "${BOOST_ROOT}" "${BOOST_ROOT}/include" "$ENV{BOOST_ROOT}"
                                   "$ENV{BOOST_ROOT}/include"
    )
        if(ami_boost_dir AND EXISTS "${ami_boost_dir}/boost/version.hpp")
            file(STRINGS "${ami_boost_dir}/boost/version.hpp" ami_boost_version REGEX "^#define BOOST_VERSION ")
            string(REGEX REPLACE "^#define BOOST_VERSION ([0-9]+).*" "\\1" ami_boost_version "${ami_boost_version}")
            if(ami_boost_version GREATER_EQUAL 108100)
                add_library(Boost::headers INTERFACE IMPORTED)
                target_include_directories(Boost::headers INTERFACE "${ami_boost_dir}")
                break()
            endif()
        endif()
    endforeach()
    unset(ami_boost_dir)
    unset(ami_boost_version)
endif()
if(NOT TARGET Boost::headers)
    cmake_policy(PUSH)
    if(POLICY CMP0167)
        cmake_policy(SET CMP0167 NEW) # BoostConfig.cmake: CMake 3.30 deprecates its own FindBoost
    endif()
    find_package(Boost 1.81 QUIET)
    cmake_policy(POP)
endif()
if(NOT TARGET Boost::headers)
    string(APPEND AMI_DEPENDENCIES_PROBLEM
           "ami needs the headers of Boost 1.81 or newer: set Boost_INCLUDE_DIR to the folder that holds boost/.\n"
    )
endif()

if(NOT TARGET fmt::fmt)
    find_package(fmt 9 QUIET CONFIG)
endif()
if(NOT TARGET fmt::fmt)
    string(APPEND AMI_DEPENDENCIES_PROBLEM "ami needs fmt 9 or newer.\n")
endif()

if(NOT TARGET OpenSSL::SSL OR NOT TARGET OpenSSL::Crypto)
    find_package(OpenSSL 3 QUIET)
endif()
if(NOT TARGET OpenSSL::SSL)
    string(APPEND AMI_DEPENDENCIES_PROBLEM "ami needs OpenSSL 3 or newer.\n")
endif()

if(NOT TARGET Threads::Threads)
    find_package(Threads QUIET)
endif()
if(NOT TARGET Threads::Threads)
    string(APPEND AMI_DEPENDENCIES_PROBLEM "ami needs a thread library.\n")
endif()
