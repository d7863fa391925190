/** The policy: of what happened people are notified, which only counts up an alert before, which goes to the log. */
import type { AlertFacts, AlertKind, LogOnlyReason } from "./alert.ts";
import type { Occurrence } from "./occurrence.ts";

/** An alert that was raised before, or just now. Times are epoch milliseconds. */
export interface BookedAlert {
  /** Null: just now. */
  id: number | null;
  ruleId: number | null;
  vehicleId: number | null;
  subject: string;
  facts: AlertFacts[AlertKind];
  atMs: number;
  endedAtMs: number;
  logOnlyReason: LogOnlyReason | null;
  repeats: number;
  lastRepeatMs: number | null;
}

/** A rule that keeps still; without a vehicle: for all. */
export interface BookedSnooze {
  ruleId: number;
  vehicleId: number | null;
  untilMs: number;
}

export interface NewAlert extends BookedAlert {
  occurrence: Occurrence;
}

export interface AlertBookInput {
  nowMs: number;
  known: readonly BookedAlert[];
  snoozes: readonly BookedSnooze[];
}

/**
 * Takes occurrences in any order and however often, and gives what to store. Of one rule, vehicle and subject, alerts with a notification
 * lie a cooldown apart or further, whatever comes in: a broken adapter cannot send hundreds.
 */
export class AlertBook {
  readonly raised: NewAlert[] = [];
  /** Those known before that say something else now. */
  readonly changed = new Set<BookedAlert>();
  readonly #nowMs: number;
  readonly #snoozes: readonly BookedSnooze[];
  readonly #alerts = new Map<string, BookedAlert[]>();

  constructor({ nowMs, known, snoozes }: AlertBookInput) {
    this.#nowMs = nowMs;
    this.#snoozes = snoozes;
    for (const alert of known) this.#about(alert).push(alert);
  }

  add(occurrence: Occurrence): void {
    const { rule, vehicleId, subject, atMs, endedAtMs, facts } = occurrence;
    const others = this.#about({ ruleId: rule.id, vehicleId, subject });
    if (others.some((other) => this.#isSame(other, occurrence))) return;
    const logOnlyReason = this.#whyLogOnly(occurrence);
    const near = findNearest(others, occurrence, logOnlyReason);
    if (near) {
      this.#countUp(near, occurrence);
      return;
    }
    const alert = {
      id: null,
      ruleId: rule.id,
      vehicleId,
      subject,
      facts,
      atMs,
      endedAtMs,
      logOnlyReason,
      repeats: 0,
      lastRepeatMs: null,
      occurrence,
    };
    others.push(alert);
    this.raised.push(alert);
  }

  #about({ ruleId, vehicleId, subject }: Pick<BookedAlert, "ruleId" | "vehicleId" | "subject">): BookedAlert[] {
    const key = `${ruleId}:${vehicleId}:${subject}`;
    const known = this.#alerts.get(key) ?? [];
    this.#alerts.set(key, known);
    return known;
  }

  /** True for what an alert or its last repeat reported already; what is new of it is written there. */
  #isSame(alert: BookedAlert, occurrence: Occurrence): boolean {
    const { sameFromMs, sameToMs, endedAtMs } = occurrence;
    if (alert.atMs <= sameToMs && alert.endedAtMs >= sameFromMs) {
      this.#extend(alert, occurrence);
      return true;
    }
    if (alert.lastRepeatMs === null || alert.lastRepeatMs < sameFromMs || alert.lastRepeatMs > sameToMs) return false;
    if (endedAtMs > alert.lastRepeatMs) this.#change(alert, { lastRepeatMs: endedAtMs });
    return true;
  }

  /** An episode that goes on has a later end and perhaps a higher peak. */
  #extend(alert: BookedAlert, { facts, endedAtMs }: Occurrence): void {
    if (!("peakKmh" in facts) || !("peakKmh" in alert.facts)) return;
    const peakKmh = Math.max(facts.peakKmh, alert.facts.peakKmh);
    const durationS = Math.round((Math.max(endedAtMs, alert.endedAtMs) - alert.atMs) / 1000);
    if (peakKmh === alert.facts.peakKmh && durationS <= alert.facts.durationS) return;
    this.#change(alert, { facts: { ...alert.facts, peakKmh, durationS }, endedAtMs: Math.max(endedAtMs, alert.endedAtMs) });
  }

  #whyLogOnly({ rule, vehicleId, atMs }: Occurrence): LogOnlyReason | null {
    if (this.#nowMs - atMs > rule.maxAgeS * 1000) return "late";
    const snoozed = this.#snoozes.some(
      (snooze) =>
        snooze.ruleId === rule.id && (snooze.vehicleId === null || snooze.vehicleId === vehicleId) && snooze.untilMs > this.#nowMs,
    );
    return snoozed ? "snoozed" : null;
  }

  /** Only what comes after all that was counted counts: what comes late may have been. */
  #countUp(alert: BookedAlert, { atMs, endedAtMs }: Occurrence): void {
    if (atMs <= (alert.lastRepeatMs ?? alert.atMs)) return;
    this.#change(alert, { repeats: alert.repeats + 1, lastRepeatMs: endedAtMs });
  }

  #change(alert: BookedAlert, change: Partial<BookedAlert>): void {
    Object.assign(alert, change);
    if (alert.id !== null) this.changed.add(alert);
  }
}

/** The alert within a cooldown that stands for this too. What went to the log only stands for nothing that people are to be notified of. */
function findNearest(
  others: readonly BookedAlert[],
  { rule, atMs }: Occurrence,
  logOnlyReason: LogOnlyReason | null,
): BookedAlert | undefined {
  const within = others.filter(
    (other) => Math.abs(other.atMs - atMs) < rule.cooldownS * 1000 && (logOnlyReason !== null || other.logOnlyReason === null),
  );
  // The last one before; else the first one after.
  const before = within.filter((other) => other.atMs <= atMs).toSorted((a, b) => b.atMs - a.atMs)[0];
  return before ?? within.toSorted((a, b) => a.atMs - b.atMs)[0];
}
