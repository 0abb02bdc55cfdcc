# SPDX-License-Identifier: BSL-1.0
#
# cmake --build BUILD --target ami_docs: the reference and the guide as one static site, BUILD/docs/html/index.html.

find_program(AMI_DOXYGEN NAMES doxygen)
set(AMI_DOCS_FOLDER "${CMAKE_CURRENT_LIST_DIR}")
set(AMI_DOCS_DIR "${PROJECT_BINARY_DIR}/docs")

# The chapters, in their order: those with a number first.
file(GLOB chapters CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/examples/guide/*.md")
list(SORT chapters COMPARE NATURAL)
list(JOIN chapters "\" \"" AMI_DOCS_CHAPTERS)
set(AMI_DOCS_CHAPTERS "\"${AMI_DOCS_CHAPTERS}\"")
configure_file("${AMI_DOCS_FOLDER}/Doxyfile.in" "${AMI_DOCS_DIR}/Doxyfile" @ONLY)

if(AMI_DOXYGEN)
    add_custom_target(
        ami_docs
        COMMAND "${AMI_DOXYGEN}" "${AMI_DOCS_DIR}/Doxyfile"
        COMMAND "${CMAKE_COMMAND}" -E echo "The reference is ${AMI_DOCS_DIR}/html/index.html"
        VERBATIM
    )
else()
    add_custom_target(
        ami_docs COMMAND "${CMAKE_COMMAND}" -E echo "ami_docs needs Doxygen: apt install doxygen" COMMAND "${CMAKE_COMMAND}" -E false
    )
endif()
