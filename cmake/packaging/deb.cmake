# SPDX-License-Identifier: BSL-1.0
#
# `cpack -G DEB` in a build tree makes libami-dev, with the examples' sources. Debian 12 has Boost 1.81 beside its default.

set(AMI_DEB_DOCDIR "${CMAKE_INSTALL_DATADIR}/doc/libami-dev")

# Only in the package: other installations have the licence in a folder of their own.
install(
    FILES "${PROJECT_SOURCE_DIR}/LICENSE"
    DESTINATION "${AMI_DEB_DOCDIR}"
    RENAME copyright
    COMPONENT deb EXCLUDE_FROM_ALL
)
install(
    FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
    DESTINATION "${AMI_DEB_DOCDIR}"
    COMPONENT deb EXCLUDE_FROM_ALL
)
install(
    DIRECTORY "${PROJECT_SOURCE_DIR}/examples"
    DESTINATION "${AMI_DEB_DOCDIR}"
    COMPONENT deb EXCLUDE_FROM_ALL
)

set(CPACK_PACKAGE_NAME libami-dev)
set(CPACK_PACKAGE_VENDOR "the ami authors")
set(CPACK_PACKAGE_CONTACT "the ami authors <ami@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};ami;Unspecified;/;${PROJECT_BINARY_DIR};ami;deb;/")
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libboost-dev (>= 1.81) | libboost1.81-dev, libfmt-dev (>= 9), libssl-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "g++ (>= 4:12), cmake, pkg-config")

include(CPack)
