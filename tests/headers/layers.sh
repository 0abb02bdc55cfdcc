#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# layers.sh FOLDER: a header includes nothing from a layer above its own, the session layer invokes nobody, and the parts of
# src.hpp have every file to be compiled.
# FOLDER is include/ami.
set -u
cd "$1" || exit 1
find . -name '*.hpp' -o -name '*.ipp' | sed 's,^\./,,' | sort | xargs awk '
    BEGIN {
        # Everything that is not listed (testing, ...) stands above the client. The typed actions are protocol, and
        # the client takes them.
        level["detail"] = 0; level["protocol"] = 1; level["typed"] = 1.3; level["events"] = 1.6
        level["actions"] = 2; level["session"] = 3; level["net"] = 4
        level["client"] = 5
        extras = 6
    }
    function layer_of(path) { return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "" }
    function level_of(layer) { return layer in level ? level[layer] : extras }
    function complain(why) { printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0; bad = 1 }
    /^[ \t]*#[ \t]*include/ {
        target = $0
        sub(/^[^<"]*[<"]/, "", target)
        sub(/[>"].*$/, "", target)
        own = layer_of(FILENAME)
        if (target == "boost/asio.hpp" || target == "boost/beast.hpp") complain("include the parts, not all of it")
        if (own == "") next # the headers that users include may include anything
        # detail/asio_*.hpp is for the layers that do I/O.
        asio = target ~ /^boost\/(asio|beast)\// || target ~ /^ami\/detail\/asio_/
        if (asio && level_of(own) <= level["session"] && FILENAME !~ /^detail\/asio_/)
            complain("Asio in a layer that does no I/O")
        if (target !~ /^ami\//) {
            if ($0 ~ /"/) complain("ami headers are included as <ami/...>")
            next
        }
        sub(/^ami\//, "", target)
        other = layer_of(target)
        if (other == "") {
            # An umbrella pulls in everything below it; the version is not one, and an impl/ file has its class there.
            if (target != "version.hpp" && level_of(own) < extras && FILENAME !~ /\/impl\//)
                complain("a layer includes a header for users")
        } else if (level_of(other) > level_of(own))
            complain("a layer includes one above it")
    }
    END { exit bad }
' || exit 1
for file in $(find . -name '*.ipp' | sed 's,^\./,,' | sort); do
    case $file in testing/*) lists='testing/src.hpp testing/http_src.hpp' ;; *) lists='src/*.hpp http_src.hpp' ;; esac
    # shellcheck disable=SC2086
    [ "$(cat $lists | grep -c "<ami/$file>")" = 1 ] || { echo "not in exactly one of: $lists: $file"; bad=1; }
done
for part in src/*.hpp; do
    grep -q "<ami/$part>" src.hpp || { echo "src.hpp does not include $part"; bad=1; }
    name=$(basename "$part" .hpp).cpp
    if ! grep -qsx "#include <ami/$part>" "../../cmake/separate/$name" || ! grep -qw "$name" ../../cmake/ami-separate.cmake; then
        echo "ami::separate does not compile $part"
        bad=1
    fi
done
# What these would compile anew for each type (detail/shared_object.hpp, net/erased_function.hpp).
if grep -nE 'std::(make_shared|allocate_shared|enable_shared_from_this)<|asio::(post|dispatch|defer)\(' -r . |
    grep -vE '^\./(testing/|detail/shared_object|net/(impl/)?erased_function|client/operation/impl/completion_place)' |
    grep -vE ':[0-9]+: *//'; then
    echo "make_shared_object, shared_from_this_of, post_function and dispatch_function are compiled once for all types"
    bad=1
fi
# Beast, and all that is for HTTP alone, is only for those who include <ami/http.hpp> or <ami/testing/http_port.hpp>.
for file in $(grep -rlE '<boost/beast/|<ami/(net|session)/http/|<ami/testing/(detail/|impl/)?http_' . | sed 's,^\./,,'); do
    case $file in
        net/http/*|session/http/*|http.hpp|http_src.hpp) ;;
        testing/http_*|testing/detail/http_*|testing/impl/http_*|testing/virtual_http.hpp) ;;
        *) echo "$file includes what is for HTTP only"; bad=1 ;;
    esac
done
# The session layer decides only: it invokes nobody, reads no clock, starts no thread. Handlers of events are the router's;
# the tracker of calls is given a function that makes the client's kind of call.
if grep -nE -e '->(complete|item)\(' -e '_clock::now' -e 'std::(thread|mutex|cout|cerr)' -r session; then
    echo "the session layer invokes somebody, or does not only decide"
    bad=1
fi
for file in $(grep -rl 'std::function' session | sort); do
    case $file in
        session/events/router.hpp|session/events/subscription_entry.hpp|session/channels/followed_calls.hpp|session/http/*) ;;
        *) echo "$file: a function to be invoked from the session layer"; bad=1 ;;
    esac
done
[ -z "${bad:-}" ] || exit 1
echo "no header includes one from a layer above its own"
