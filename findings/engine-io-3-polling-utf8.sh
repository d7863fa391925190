#!/bin/sh
# engine.io 6.6.11 (socket.io 4.8.4, allowEIO3) and clients of socket.io 1, by polling
#
# A client of Engine.IO 3 that polls gets each string of a payload in UTF-8. Parsers of engine.io-client 1 (socket.io-client 1.4.8, 1.7.4)
# expect these strings to be encoded as UTF-8 a second time and decode them twice; the parser of engine.io-client 3 (socket.io-client 2)
# and engine.io 6 encode and decode once. Both kinds announce EIO=3, so the server cannot know which it serves.
#
# Seen on Node 20.20: the first event whose text is not ASCII ends the connection of a version 1 client ("transport error"); version 2
# hears it. Over a websocket both hear it. Text that is escaped as JSON allows (\u00f6) is ASCII, which both read alike.
#
# Needs Node 20 and a package registry; installs into a temporary folder. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --loglevel=error \
  socket.io@4.8.4 engine.io@6.6.11 client-1-4@npm:socket.io-client@1.4.8 client-1-7@npm:socket.io-client@1.7.4 client-2@npm:socket.io-client@2.5.0 >/dev/null

cat >run.cjs <<'JS'
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const server = createServer();
const io = new Server(server, { allowEIO3: true });
io.on("connection", (socket) => socket.emit("trip", socket.handshake.query.text === "ascii" ? "Main Street" : "Schwanthalerh\u00f6he"));

/** What a client hears of one event, or what ends its connection before. */
function hear(client, transport, text) {
  const url = `http://127.0.0.1:${server.address().port}?text=${text}`;
  const socket = require(client)(url, { transports: [transport], forceNew: true, reconnection: false });
  return new Promise((resolve) => {
    socket.on("trip", resolve);
    socket.on("disconnect", (reason) => resolve(`disconnected: ${reason}`));
  }).finally(() => socket.close());
}

const expected = {
  "client-1-4 polling ascii": "Main Street",
  "client-1-4 polling umlaut": "disconnected: transport error",
  "client-1-4 websocket umlaut": "Schwanthalerh\u00f6he",
  "client-1-7 polling ascii": "Main Street",
  "client-1-7 polling umlaut": "disconnected: transport error",
  "client-1-7 websocket umlaut": "Schwanthalerh\u00f6he",
  "client-2 polling ascii": "Main Street",
  "client-2 polling umlaut": "Schwanthalerh\u00f6he",
  "client-2 websocket umlaut": "Schwanthalerh\u00f6he",
};

server.listen(0, "127.0.0.1", async () => {
  let changed = false;
  for (const [name, wanted] of Object.entries(expected)) {
    const seen = await hear(...name.split(" "));
    if (seen !== wanted) changed = true;
    console.log(`${name}: ${seen}${seen === wanted ? "" : `   (was: ${wanted})`}`);
  }
  process.exit(changed ? 1 : 0);
});
JS
node run.cjs
