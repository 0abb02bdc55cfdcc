// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

// Runs a program against a test server: driver PROGRAM [ARGUMENT...], with the server's URL as the program's first
// argument. Ends as the program ends.

#include <ami/testing/server.hpp>

#include <cstdio>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s PROGRAM [ARGUMENT...]\n", argv[0]);
        return 2;
    }
    const ami::testing::server server;
    std::string url = server.url();
    std::vector<char*> arguments{argv[1], url.data()};
    for (int i = 2; i < argc; ++i)
        arguments.push_back(argv[i]);
    arguments.push_back(nullptr);

    const pid_t child = fork();
    if (child == 0) {
        execv(argv[1], arguments.data());
        std::perror(argv[1]);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        std::perror("driver");
        return 2;
    }
    if (WIFSIGNALED(status)) {
        std::fprintf(stderr, "%s: killed by signal %d\n", argv[1], WTERMSIG(status));
        return 1;
    }
    return WEXITSTATUS(status);
}
