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

/** An episode with where and how far the car was driven with it. */
export interface TrackedEpisode extends DtcEpisode {
  /** Null between trips. */
  openedTripId: number | null;
  closedTripId: number | null;
  /** Odometer; null as long as it is not known. */
  openedKm: number | null;
  closedKm: number | null;
  /** Where it opened. */
  lat: number | null;
  lon: number | null;
  /** Driven from opening to closing, or until now; and of that with the check engine light on. Whole metres. */
  drivenM: number;
  milDrivenM: number;
}
