// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include <ami/client.hpp>

#include <boost/asio/io_context.hpp>

#include <string>

std::string other();

int main()
{
    boost::asio::io_context context;
    ami::client pbx{context.get_executor()};
    return other() == ami::action{"Ping"}.name() ? 0 : 1;
}
