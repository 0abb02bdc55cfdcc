// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The main function of every test program.

#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char** argv)
{
    // Listing the cases needs no Asterisk; running them against one that could not be started is a skip (77).
    const char* env_file = std::getenv("AMI_ASTERISK_ENV");
    const bool listing = argc > 1 && std::strncmp(argv[1], "--list", 6) == 0;
    if (env_file != nullptr && *env_file != '\0' && !listing) {
        std::FILE* file = std::fopen(env_file, "r");
        if (file == nullptr) {
            std::printf("SKIPPED: no Asterisk is running here (%s does not exist)\n", env_file);
            return 77;
        }
        std::fclose(file);
    }
    return Catch::Session().run(argc, argv);
}
