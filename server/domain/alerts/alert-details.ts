import type { AlertFacts, AlertKind, AlertSeverity, LogOnlyReason } from "./alert.ts";

/** An alert as lists and screens read it: `kind` says what its `facts` are. */
export type AlertDetails = { [Kind in AlertKind]: AlertRow & { kind: Kind; facts: AlertFacts[Kind] } }[AlertKind];

interface Named {
  id: number;
  name: string;
}

interface AlertRow {
  id: number;
  uid: string;
  ruleId: number | null;
  severity: AlertSeverity;
  vehicle: Named | null;
  driver: Named | null;
  /** May have been removed by a new cut since. */
  tripId: number | null;
  /** When it happened on the road. */
  at: Date;
  /** IANA zone of the place of the drive it happened on; null: on no drive. */
  timeZone: string | null;
  lat: number | null;
  lon: number | null;
  /** Null: people were notified at once; else why it went to the log only. */
  logOnlyReason: LogOnlyReason | null;
  /** What it reports is still true: it is in the inbox even if it went to the log only. */
  ongoing: boolean;
  /** How often the same came again within the cooldown, and when last. */
  repeats: number;
  lastRepeatAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: Named | null;
  /** When the server knew. */
  createdAt: Date;
}
