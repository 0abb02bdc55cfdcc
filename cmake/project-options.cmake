# SPDX-License-Identifier: BSL-1.0
#
# What our own programs are compiled with. Nothing of this reaches those who use the library.

option(AMI_WARNINGS_AS_ERRORS "Stop at warnings in our own programs" ON)
mark_as_advanced(AMI_WARNINGS_AS_ERRORS)

add_library(ami_warnings INTERFACE)
# Without -Wno-sign-conversion, clang's -Wconversion would ask for more than g++'s.
target_compile_options(
    ami_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                  $<$<BOOL:${AMI_WARNINGS_AS_ERRORS}>:-Werror>
)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 takes Asio's allocation of a coroutine's frame for one that does not match its release, and sees strings of
    # impossible lengths in std::string (GCC bug 105651).
    target_compile_options(
        ami_warnings INTERFACE -Wno-mismatched-new-delete -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
    )
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
        # The instrumentation makes it see uninitialised variables where there are none, in the standard library too.
        target_compile_options(ami_warnings INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

add_library(ami_project_options INTERFACE)
target_link_libraries(ami_project_options INTERFACE ami_warnings $<IF:$<BOOL:${AMI_SEPARATE_COMPILATION}>,ami::separate,ami::ami>)
