# SPDX-License-Identifier: BSL-1.0
#
# Headers and text only, so everything goes to the architecture-independent share/.

include(CMakePackageConfigHelpers)

set(AMI_CMAKE_DIR "${CMAKE_INSTALL_DATADIR}/cmake/ami")
set(AMI_PC_DIR "${CMAKE_INSTALL_DATADIR}/pkgconfig")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/ami" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS ami EXPORT ami-targets)
install(EXPORT ami-targets NAMESPACE ami:: DESTINATION "${AMI_CMAKE_DIR}")

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/ami-config.cmake.in" "${PROJECT_BINARY_DIR}/ami-config.cmake"
    INSTALL_DESTINATION "${AMI_CMAKE_DIR}"
)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/ami-config-version.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT
)
install(
    FILES "${PROJECT_BINARY_DIR}/ami-config.cmake"
          "${PROJECT_BINARY_DIR}/ami-config-version.cmake"
          "${PROJECT_SOURCE_DIR}/cmake/ami-dependencies.cmake"
          "${PROJECT_SOURCE_DIR}/cmake/ami-separate.cmake"
    DESTINATION "${AMI_CMAKE_DIR}"
)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/cmake/separate" DESTINATION "${AMI_CMAKE_DIR}")

file(RELATIVE_PATH AMI_PC_PREFIX "${CMAKE_INSTALL_PREFIX}/${AMI_PC_DIR}" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" AMI_PC_PREFIX "${AMI_PC_PREFIX}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/ami.pc.in" "${PROJECT_BINARY_DIR}/ami.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ami.pc" DESTINATION "${AMI_PC_DIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT licence)
