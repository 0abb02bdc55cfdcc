// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Runs a program against a test server: driver tcp|http|stop PROGRAM [ARGUMENT...], with the server's URL as the program's
// first argument. Ends as the program ends. "stop": over TCP; the program gets SIGTERM as soon as it is logged in.

#include <ami/testing/http_port.hpp>
#include <ami/testing/server.hpp>

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv)
{
    const std::string_view transport = argc < 3 ? "" : argv[1];
    if (transport != "tcp" && transport != "http" && transport != "stop") {
        std::fprintf(stderr, "usage: %s tcp|http|stop PROGRAM [ARGUMENT...]\n", argv[0]);
        return 2;
    }
    ami::testing::server server;
    const ami::testing::http_port web(server);
    std::string url = transport == "http" ? web.url() : server.url();
    std::vector<char*> arguments{argv[2], url.data()};
    for (int i = 3; i < argc; ++i)
        arguments.push_back(argv[i]);
    arguments.push_back(nullptr);

    const pid_t child = fork();
    if (child == 0) {
        execv(argv[2], arguments.data());
        std::perror(argv[2]);
        _exit(127);
    }
    if (transport == "stop" && child > 0) {
        const bool is_logged_in = server.wait_for_sessions(1);
        kill(child, is_logged_in ? SIGTERM : SIGKILL);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        std::perror("driver");
        return 2;
    }
    if (WIFSIGNALED(status)) {
        std::fprintf(stderr, "%s: killed by signal %d\n", argv[2], WTERMSIG(status));
        return 1;
    }
    return WEXITSTATUS(status);
}
