import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import { Server, type ServerOptions } from "engine.io";
import { endWithAnswer, type SocketAnswer } from "#server/api/socket-answer.ts";

type EngineRequest = Parameters<Server["verify"]>[0];
type Verified = Parameters<Server["verify"]>[2];
type CreateTransport = Server["createTransport"];
type Transport = ReturnType<CreateTransport>;
type Packet = { data?: unknown };
type EncodePayload = (packets: Packet[], supportsBinary: boolean, done: (payload: string | Buffer) => void) => void;

/** What is used of engine.io's parser of version 3. */
interface OldParser {
  encodePayload: EncodePayload;
  encodePayloadAsBinary: (packets: Packet[], done: (payload: Buffer) => void) => void;
}

const isOldParser = (parser: object): parser is OldParser => "encodePayload" in parser && "encodePayloadAsBinary" in parser;

/** Characters above ASCII as JSON escapes them, in UTF-16 units: the stream sends JSON, in which they stand in strings alone. */
function escapePacket(packet: Packet): Packet {
  if (typeof packet.data !== "string") return packet;
  const toEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return { ...packet, data: packet.data.replace(/[\u0080-\uffff]/g, toEscape) };
}

/**
 * Lets version 3 poll as all its clients understand it. The transport gets a parser of its own: that of engine.io, which differs in two
 * ways.
 *
 * - Payloads are binary frames (a byte 0, the decimal digits of the length in bytes as one byte each, a byte 255, the packet in UTF-8),
 *   unless the client asks for text (`b64=1`, or a script in place of a request). Servers of those days did so; engine.io of today sends
 *   text frames unless a packet is binary, which clients that know the other way alone take for no answer.
 * - What is sent is ASCII. Clients of socket.io 1 expect the strings of a payload to be encoded as UTF-8 twice, those of socket.io 2
 *   once, and both say `EIO=3`; what they take for the wrong encoding ends their connection.
 */
function speakOldPolling(transport: Transport, asScript: boolean): void {
  const parser: unknown = Reflect.get(transport, "parser");
  if (typeof parser !== "object" || !parser || !isOldParser(parser)) throw new Error("This engine.io has another parser of version 3.");
  const encodePayload: EncodePayload = (packets, supportsBinary, done) => {
    const escaped = packets.map(escapePacket);
    if (supportsBinary && !asScript) parser.encodePayloadAsBinary(escaped, done);
    else parser.encodePayload(escaped, supportsBinary, done);
  };
  Reflect.set(transport, "parser", { ...parser, encodePayload });
}

interface EngineOptions extends ServerOptions {
  /** What every answer carries. */
  answerHeaders?: Record<string, string>;
}

/** The server of Engine.IO, versions 3 and 4. */
export class StreamEngine extends Server {
  readonly #answerHeaders: Record<string, string>;

  constructor({ answerHeaders = {}, ...options }: EngineOptions) {
    super(options);
    this.#answerHeaders = answerHeaders;
    this.on("headers", (headers: Record<string, string>) => void Object.assign(headers, answerHeaders));
    const websockets: unknown = Reflect.get(this, "ws");
    if (!(websockets instanceof EventEmitter)) throw new Error("This engine.io has other websockets.");
    // Those it refuses it would answer by itself, without our headers.
    websockets.on("wsClientError", (error: Error, socket: Duplex) =>
      this.refuse(socket, { status: 400, message: error.message, headers: { "Sec-WebSocket-Version": "13" } }),
    );
  }

  /** Answers on a socket that was to be upgraded, and ends it. */
  refuse(socket: Duplex, answer: SocketAnswer): void {
    endWithAnswer(socket, { ...answer, headers: { ...this.#answerHeaders, ...answer.headers } });
  }

  /** Answers upgrades that are refused here, where engine.io would do it without our headers. */
  protected override verify(request: EngineRequest, upgrade: boolean, done: Verified): void {
    super.verify(request, upgrade, (code, context) => {
      if (upgrade && code !== undefined) this.refuse(request.socket, { status: 400, message: Server.errorMessages[code] });
      else done(code, context);
    });
  }

  protected override createTransport(...args: Parameters<CreateTransport>): Transport {
    const transport = super.createTransport(...args);
    const asScript = new URL(args[1].url ?? "", "http://localhost").searchParams.has("j");
    if (transport.name === "polling" && transport.protocol === 3) speakOldPolling(transport, asScript);
    return transport;
  }
}
