// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_READER_HPP
#define AMI_TESTING_DETAIL_HTTP_READER_HPP

#include <ami/testing/http_reply.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/http_request.hpp>
#include <ami/testing/detail/http_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace ami::testing::detail {

// The bytes that a client has sent, and the requests in them.
class http_reader {
public:
    enum class result { need_more, request, refused };

    AMI_DECL result next();
    // After `request`: the request, without the addresses.
    AMI_DECL http_request take_request();
    // Whether the client wants the connection closed after the answer.
    bool closes() const noexcept { return closes_; }
    // After `refused`. What the client has sent after it is forgotten.
    AMI_DECL http_reply refusal();

    // Reads more, unless that is under way. `done` gets an error, or none.
    template <class Done>
    void read(http_stream& stream, Done done)
    {
        if (std::exchange(reading_, true))
            return;
        stream.read_some(
            buffer_, [this, done = std::move(done)](boost::system::error_code ec, std::size_t size) {
                reading_ = false;
                input_.append(buffer_.data(), ec ? 0 : size);
                done(ec);
            });
    }

private:
    using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    std::array<char, 8192> buffer_;
    std::string input_;
    std::optional<request_parser> parser_;
    boost::system::error_code error_;
    bool reading_ = false;
    bool closes_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_reader.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_READER_HPP
