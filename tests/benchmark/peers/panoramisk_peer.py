# SPDX-License-Identifier: BSL-1.0
# Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
#
# panoramisk_peer.py PORT EVENTS PINGS: panoramisk's line of the table that run.sh prints.

import asyncio
import logging
import sys
import time
from importlib import metadata

from panoramisk import Manager

port, events, pings = map(int, sys.argv[1:4])
logging.disable(logging.CRITICAL)


async def median_rate(count, run):
    """How many in a second, and the processor time of one in nanoseconds: the median of three runs."""
    taken = []
    for _ in range(3):
        wall, processor = time.monotonic(), time.process_time()
        await run()
        taken.append((time.monotonic() - wall, time.process_time() - processor))
    wall, processor = sorted(taken)[1]
    return round(count / wall), round(processor / count * 1e9)


async def main():
    manager = Manager(
        loop=asyncio.get_running_loop(), host="127.0.0.1", port=port, username="u", secret="p", ping_delay=3600
    )
    await manager.connect()
    while not manager.authenticated:
        await asyncio.sleep(0.01)
    seen = 0
    sizes = 0
    all_seen = None

    def on_event(_, event):
        nonlocal seen, sizes
        sizes += len(event.uniqueid)
        seen += 1
        if seen == events:
            all_seen.set_result(None)

    manager.register_event("*", on_event)

    async def flood():
        nonlocal seen, all_seen
        seen = 0
        all_seen = asyncio.get_running_loop().create_future()
        manager.send_action({"Action": "Flood", "Count": events})
        await all_seen

    async def ping(count):
        for _ in range(count):
            await manager.send_action({"Action": "Ping"})

    async def ping_in_turn():
        await ping(pings)

    async def ping_at_once():
        await asyncio.gather(*(ping(pings // 1000) for _ in range(1000)))

    figures = [
        *await median_rate(events, flood),
        (await median_rate(pings, ping_in_turn))[0],
        (await median_rate(pings, ping_at_once))[0],
    ]
    print("panoramisk", metadata.version("panoramisk"), *figures, flush=True)


asyncio.run(main())
