import { Server } from "engine.io";

type CreateTransport = Server["createTransport"];
type Transport = ReturnType<CreateTransport>;
type EncodePayload = (packets: unknown[], supportsBinary: boolean, done: (payload: string | Buffer) => void) => void;

/** What is used of engine.io's parser of version 3. */
interface OldParser {
  encodePayload: EncodePayload;
  encodePayloadAsBinary: (packets: unknown[], done: (payload: Buffer) => void) => void;
}

const isOldParser = (parser: object): parser is OldParser => "encodePayload" in parser && "encodePayloadAsBinary" in parser;

/**
 * Lets version 3 poll in binary frames: a byte 0, the decimal digits of the length in bytes as one byte each, a byte 255, the packet
 * in UTF-8. Servers of those days did so for every client that had not asked for text (`b64=1`, or a script in place of a request);
 * engine.io of today sends text frames unless a packet is binary, which clients that know the other way alone take for no answer.
 * The transport then has a parser of its own: that of engine.io, with its own function for binary frames in place of the choice.
 */
function frameInBinary(transport: Transport): void {
  const parser: unknown = Reflect.get(transport, "parser");
  if (typeof parser !== "object" || !parser || !isOldParser(parser)) throw new Error("This engine.io has another parser of version 3.");
  const encodePayload: EncodePayload = (packets, supportsBinary, done) =>
    supportsBinary ? parser.encodePayloadAsBinary(packets, done) : parser.encodePayload(packets, supportsBinary, done);
  Reflect.set(transport, "parser", { ...parser, encodePayload });
}

/** The server of Engine.IO, versions 3 and 4. */
export class StreamEngine extends Server {
  protected override createTransport(...args: Parameters<CreateTransport>): Transport {
    const transport = super.createTransport(...args);
    const asScript = new URL(args[1].url ?? "", "http://localhost").searchParams.has("j");
    if (transport.name === "polling" && transport.protocol === 3 && !asScript) frameInBinary(transport);
    return transport;
  }
}
