/** A fault code from when it first showed until it was cleared. */
export interface DtcEpisode {
  code: string;
  /** What the newest report of it said. */
  status: "pending" | "stored" | "cleared";
  openedAtMs: number;
  /** When it was first confirmed; null while it was only pending. */
  storedAtMs: number | null;
  /** Null while it is open. */
  closedAtMs: number | null;
}
