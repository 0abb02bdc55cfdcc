// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// node_peer.js yana|ami-io PORT EVENTS PINGS: the line of one of both in the table that run.sh prints.

'use strict';

const [name, port, events, pings] = [process.argv[2], ...process.argv.slice(3).map(Number)];
let nextId = 0;

// What both have in common: connect(), send(action) and onEvent(handler), which gets the event's Uniqueid.
const peers = {
  yana() {
    const Ami = require('yana');
    const ami = new Ami({ host: '127.0.0.1', port, login: 'u', password: 'p' });
    return {
      connect: () => new Promise((done) => ami.connect(done)),
      send: (headers) => new Promise((done) => ami.send({ ...headers, ActionID: ++nextId }, done)),
      onEvent: (handler) => ami.on('event', (event) => handler(event.Uniqueid)),
    };
  },
  'ami-io'() {
    const AmiIo = require('ami-io');
    const logger = new AmiIo.SilentLogger();
    const ami = new AmiIo.Client({ host: '127.0.0.1', port, login: 'u', password: 'p', logger });
    return {
      connect: () => new Promise((done) => { ami.on('connected', done); ami.connect(); }),
      send: ({ Action, ...rest }) => new Promise((done, fail) => {
        const action = new AmiIo.Action.Action(Action);
        for (const header of Object.keys(rest)) action.set(header, rest[header]);
        ami.send(action, (error, response) => (error ? fail(error) : done(response)));
      }),
      onEvent: (handler) => ami.on('event', (event) => handler(event.uniqueid)),
    };
  },
};

// How many in a second, and the processor time of one in nanoseconds: the median of three runs.
async function medianRate(count, run) {
  const taken = [];
  for (let i = 0; i !== 3; ++i) {
    const wall = process.hrtime.bigint();
    const processor = process.cpuUsage();
    await run();
    const used = process.cpuUsage(processor);
    taken.push([Number(process.hrtime.bigint() - wall) / 1e9, (used.user + used.system) / 1e6]);
  }
  const [wall, processor] = taken.sort((a, b) => a[0] - b[0])[1];
  return [Math.round(count / wall), Math.round((processor / count) * 1e9)];
}

async function main() {
  const peer = peers[name]();
  await peer.connect();
  let seen = 0;
  let sizes = 0;
  let allSeen = null;
  peer.onEvent((uniqueid) => {
    sizes += uniqueid === undefined ? 0 : uniqueid.length;
    if (++seen === events) allSeen();
  });
  const flood = () => new Promise((done) => {
    seen = 0;
    allSeen = done;
    peer.send({ Action: 'Flood', Count: events });
  });
  const ping = async (count) => {
    for (let i = 0; i !== count; ++i) await peer.send({ Action: 'Ping' });
  };
  const figures = [
    ...await medianRate(events, flood),
    (await medianRate(pings, () => ping(pings)))[0],
    (await medianRate(pings, () => Promise.all(Array.from({ length: 1000 }, () => ping(pings / 1000)))))[0],
  ];
  console.log(name, require(`${name}/package.json`).version, ...figures);
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
