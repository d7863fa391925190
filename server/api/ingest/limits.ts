/** How much one upload and one device may ask for. Memory does not depend on the sizes: uploads are read as streams. */
export interface IngestLimits {
  /** Bytes on the wire. */
  bodyBytes: number;
  /** Bytes after gunzip. */
  inflatedBytes: number;
  /** Inflated bytes for each compressed one, once more than `ratioFromBytes` came out. */
  ratio: number;
  ratioFromBytes: number;
  /** Records, blank lines included. */
  records: number;
  /** Characters of one record or one line; with the known keys this also bounds nesting and the number of keys. */
  recordLength: number;
  /** Records in one insert. */
  sliceRecords: number;
  /** How long the sender may be silent, ms. */
  silenceMs: number;
  /** Uploads of more than one slice hold a connection while they come in: so many at once, fewer than the pool has. */
  longUploadsAtOnce: number;
  /** Requests of one device a minute. */
  uploadsPerMinute: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: IngestLimits = {
  bodyBytes: 1024 * mebibyte,
  inflatedBytes: 1024 * mebibyte,
  ratio: 100,
  ratioFromBytes: mebibyte,
  records: 10_000_000,
  recordLength: 64 * 1024,
  sliceRecords: 1000,
  silenceMs: 30_000,
  longUploadsAtOnce: 3,
  uploadsPerMinute: 6000,
};
