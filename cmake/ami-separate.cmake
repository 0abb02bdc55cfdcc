# SPDX-License-Identifier: BSL-1.0
#
# ami::separate: the same library, but its function bodies are compiled once, into a static library, instead of in
# every file that includes <ami/...>. It is built in the tree of whoever links it, with their flags.

if(NOT TARGET ami_separate)
    get_property(ami_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if("CXX" IN_LIST ami_languages)
        set(ami_separate_sources calls.cpp client.cpp extras.cpp fastagi.cpp http.cpp live.cpp net.cpp session.cpp settings.cpp testing-http.cpp testing.cpp typed.cpp)
        list(TRANSFORM ami_separate_sources PREPEND "${CMAKE_CURRENT_LIST_DIR}/separate/")
        add_library(ami_separate STATIC EXCLUDE_FROM_ALL ${ami_separate_sources})
        unset(ami_separate_sources)
        target_link_libraries(ami_separate PUBLIC ami::ami)
        # It may become a part of a shared library.
        set_target_properties(ami_separate PROPERTIES POSITION_INDEPENDENT_CODE ON)
        target_compile_definitions(ami_separate PUBLIC AMI_SEPARATE_COMPILATION)
        add_library(ami::separate ALIAS ami_separate)
    endif()
    unset(ami_languages)
endif()
