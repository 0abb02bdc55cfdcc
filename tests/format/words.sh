#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# words.sh PROJECT: searches texts for what breaks the rules of "Words" in CONTRIBUTING.md, as far as a search can find it.
# `clean` lists the folders that are clean: add to it, never remove.
set -u
cd "$1" || exit 1
clean='include/ami/protocol include/ami/actions include/ami/spool include/ami/detail
    include/ami/client include/ami/agi include/ami/testing include/ami/session include/ami/net
    include/ami/typed include/ami/events include/ami/catalogue'
operations='include/ami/client.hpp include/ami/client/calls/call.hpp include/ami/client/events/event_stream.hpp
    include/ami/client/events/expectation.hpp include/ami/agi/session.hpp include/ami/agi/service.hpp'
bad=0
report()
{
    [ -z "$2" ] || { echo "$2"; echo "^ $1"; bad=1; }
}

# shellcheck disable=SC2086
comments=$(grep -rnE '^ *//' $clean $operations; grep -HnE '^[^`]*$' README.md examples/guide/*.md)
report '"if", not "where", begins a condition' \
    "$(echo "$comments" | grep -iE '\bwhere (it|they|one|there|nobody|nothing|none)\b')"
report '"after", not "behind"' "$(echo "$comments" | grep -iE '\bbehind\b' | grep -v 'the mutex')"
report 'a metaphor, or a word that the glossary replaces' "$(echo "$comments" |
    grep -iE 'good-bye|sign of life|made anew|stranger|whoever|tombs?\b|tombstone|virtual world|taken? back')"
# shellcheck disable=SC2086
report 'parameters are named by role, not who, what, why or how' \
    "$(grep -rnE '[A-Za-z_>&*]+[ &*]+(who|what|why|how)( = [^,;()]*(\(\))?)?[,)]' $clean include/ami/testing |
        grep -vE ':[0-9]+: *//|"[^"]*(who|what|why|how)')"
report 'a test is named "area: condition"' \
    "$(grep -rnE 'TEST_CASE\("[^":]*"' tests --include='*.cpp')"
report 'no jokes in names of tests' "$(grep -rnE '^ *(TEST_CASE\()?"[a-z0-9 ]+: [^"]*"' tests/unit tests/net tests/contract --include='*.cpp' |
    grep -iE 'TEST_CASE|, *"\[' | grep -iE "good-bye|whoever|stranger|lives\"|nobody's business|: so |: and ")"
[ "$bad" = 1 ] || echo "no text breaks the rules that a search can check"
exit "$bad"
