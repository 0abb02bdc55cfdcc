#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
# Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
#
# Makes the seeds of the fuzz targets from the captures in tests/data/. What it wrote is kept in the repository; run
# it again when a target's input format changes.

import pathlib
import shutil

here = pathlib.Path(__file__).resolve().parent
data = here.parent / "data"
seeds = here / "seeds"


def write(target, name, content):
    path = seeds / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


seen = set()


def shapes(stream):
    """One packet of each first line, and one more where a blank line too many stands before it."""
    banner, rest = stream.split(b"\n", 1)
    for piece in rest.split(b"\r\n\r\n"):
        text = piece.lstrip(b"\r\n")
        shape = (text.split(b"\n")[0], text == piece)
        if piece and shape not in seen:
            seen.add(shape)
            yield piece + b"\r\n\r\n"


for target in ("parser", "action", "event_mask", "variable"):
    shutil.rmtree(seeds / target, ignore_errors=True)

# Settings: default limits and no banner; a chunk seed that the fuzzer may change.
plain = b"\0\0\x12\x34"
with_banner = b"\0\1\x56\x78"
small_limits = b"\x2a\0\x9a\xbc"

for version in ("16", "22"):
    answers = (data / f"asterisk-{version}-answers.ami").read_bytes()
    events = (data / f"asterisk-{version}-events.ami").read_bytes()
    write("parser", f"beginning-{version}", with_banner + events[: events.index(b"\r\n\r\n") + 4])
    packets = sorted(shapes(answers), key=len) + sorted(shapes(events), key=len)
    # A few packets per file, small and large ones together, and no file too big to be mutated well.
    file, size, count = b"", 0, 0
    for packet in packets:
        if len(packet) > 1200:
            continue
        file += packet
        size += len(packet)
        if size > 1500:
            write("parser", f"packets-{version}-{count:02}", (plain, small_limits)[count % 4 == 3] + file)
            file, size, count = b"", 0, count + 1
    write("parser", f"packets-{version}-{count:02}", plain + file)

follows = b"Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n"
write("parser", "follows", plain + follows + b"a: b\n\nc\n--END COMMAND--\r\n\r\nEvent: A\r\n\r\n")
write("parser", "follows-glued", plain + follows + b"the --END COMMAND-- text--END COMMAND--\r\n\r\n")
write("parser", "follows-overlap", plain + follows + b"x--END COMMAND--END COMMAND--\r\n\r\n")
write("parser", "debris", plain + b"\r\n\nraw\r\n:x\n\r\r\nName : v\r\nA:\tb \r\n\n\r\nEvent: A\n\n")

originate = [b"Originate", b"Channel", b"Local/2001@from-internal/n", b"Priority", b"1", b"\xfdORDER", b"a,b(c)[d]\"e\\f"]
write("action", "originate", b"\xfe".join(originate))
write("action", "getvar", b"Getvar\xfeVariable\xfeCALLERID(num)")
write("action", "many", b"UpdateConfig\xfe\xfcAction-000000\xfeappend\xfe\xfcVar\xfex")
write("action", "long", b"UserEvent\xfeHeader\xfe" + b"x" * 1014)
write("action", "faults", b"Ping\xfeBad name\xfex\xfeGood\xfea\r\nb\xfeActionID\xfex\xfeB\xfe lead")
write("event_mask", "list", b"system, call ,AGENT")
write("event_mask", "word", b"none")
write("event_mask", "all", b"system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,dialplan,originate,"
      b"agi,cc,aoc,test,security,message")
write("event_mask", "faults", b"call,,bogus,")
write("variable", "plain", b"ORDER\xfe42\xfex")
write("variable", "special", b"CALLERID(num)\xfe\"a\\,b\" (c[d,e)\xfe]),\"\\")

for version in ("16", "22"):
    for step in ("login", "command", "status", "waitevent", "getconfig"):
        answer = (data / f"http-{version}-mxml-{step}.http").read_bytes()
        write("mxml", f"{step}-{version}", answer.split(b"\r\n\r\n", 1)[1][:3000])
write(
    "digest",
    "real",
    b'Digest algorithm=MD5, realm="asterisk", nonce="4d3ce078", qop="auth", opaque="4d3ce078", stale=true',
)
write("digest", "odd", b'digest\tnonce=a,,qop="auth,auth-int",realm="a, \\"b=c"')
write("cookie", "real", b'mansession_id="3e909511"; Version=1; Max-Age=60')
write("cookie", "odd", b"mansession_id=a ;Path=/;max-age=x;HttpOnly")

agi = b"".join(
    b"agi_" + line + b"\n"
    for line in (
        b"network: yes", b"network_script: m", b"request: agi://h/m", b"channel: c", b"language: en", b"type: Local",
        b"uniqueid: 1.1", b"version: 22", b"callerid: 1", b"calleridname: n", b"callingpres: 0", b"callingani2: 0",
        b"callington: 0", b"callingtns: 0", b"dnid: u", b"rdnis: u", b"context: d", b"extension: 1", b"priority: 1",
        b"enhanced: 0.0", b"accountcode: ", b"threadid: 1",
    )
)
write("fastagi", "env", b"\x0f" + agi + b"\n")
write("fastagi", "arg", b"\x03" + agi + b"agi_arg_1: x\nagi_arg_2: y\n\nHANGUP\n")
write("fastagi", "ans", b"\x85\x80\x88200 result=0\n\x90200 result=-1 endpos=0\nHANGUP\n511 dead\n\x80"
      b"520-Usage\nx\n520 End of proper usage.\n\xa5")
write("fastagi", "val", b"\x89\xa0200 result=1 (a\nb)\n100 result=0 Trying...\n200 result=0 Gosub complete\nHANGUP511 x\n")
