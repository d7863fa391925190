import type { Tx } from "#db/client.ts";
import { listFixesBeside, listStays, upsertStays } from "#db/queries/alerts/watching.ts";
import { type Geofence, listPlainGeofences, lockGeofences } from "#db/queries/geofences/geofences.ts";
import { appendEvents } from "#db/queries/outbox/append.ts";
import type { TimeRange } from "#db/queries/trips/cutting.ts";
import { type Crossing, type FenceStay, FenceWalk, type Fix, type Visit } from "#server/domain/alerts/fence-walk.ts";
import { type Occurrence, occurrenceAt, type RuleOf, type WatchRule } from "#server/domain/alerts/occurrence.ts";
import type { Scope } from "#server/domain/scope.ts";

/** So many positions tell which side of a border a car was on. */
const besideFixes = 200;

type FenceRule = RuleOf<"geofence_in"> | RuleOf<"geofence_out"> | RuleOf<"geofence_dwell">;

function isFenceRule(rule: WatchRule): rule is FenceRule {
  return rule.kind === "geofence_in" || rule.kind === "geofence_out" || rule.kind === "geofence_dwell";
}

interface FenceWatchParts {
  tx: Tx;
  accountId: number;
  vehicleId: number;
  fences: readonly Geofence[];
  rules: readonly FenceRule[];
  stays: Map<number, FenceStay>;
}

/**
 * Watches the borders of geofences along stretches of positions. A stretch that follows what is known goes on from there. One
 * that came late is walked from the positions before it to those after it, so that its crossings are those of the whole way.
 */
export class FenceWatch {
  readonly found: Occurrence[] = [];
  readonly #tx: Tx;
  readonly #accountId: number;
  readonly #vehicleId: number;
  readonly #fences: readonly Geofence[];
  readonly #rules: readonly FenceRule[];
  readonly #stays: Map<number, FenceStay>;
  readonly #changed = new Map<number, FenceStay>();
  /** The geofences the vehicle was in before. */
  readonly #wasInside: ReadonlySet<number>;
  #walks: FenceWalk[] = [];

  private constructor({ tx, accountId, vehicleId, fences, rules, stays }: FenceWatchParts) {
    this.#tx = tx;
    this.#accountId = accountId;
    this.#vehicleId = vehicleId;
    this.#fences = fences;
    this.#rules = rules;
    this.#stays = stays;
    this.#wasInside = new Set([...stays].flatMap(([id, { inside }]) => (inside ? [id] : [])));
  }

  static async open(tx: Tx, scope: Scope, vehicleId: number, rules: readonly WatchRule[]): Promise<FenceWatch> {
    await lockGeofences(tx, scope.accountId, "watcher");
    const fences = await listPlainGeofences(tx, scope);
    const stays = await listStays(
      tx,
      vehicleId,
      fences.map(({ id }) => id),
    );
    return new FenceWatch({ tx, accountId: scope.accountId, vehicleId, fences, rules: rules.filter(isFenceRule), stays });
  }

  get wantsFixes(): boolean {
    return this.#fences.length > 0;
  }

  async begin({ fromMs }: TimeRange): Promise<void> {
    if (!this.wantsFixes) return;
    const goesOn = ({ id }: Geofence) => (this.#stays.get(id)?.atMs ?? Number.POSITIVE_INFINITY) < fromMs;
    this.#walks = this.#fences.map((fence) => new FenceWalk(fence.shape, goesOn(fence) ? (this.#stays.get(fence.id) ?? null) : null));
    if (!this.#fences.every(goesOn)) this.walk(await listFixesBeside(this.#tx, this.#vehicleId, "before", fromMs, besideFixes));
  }

  walk(fixes: readonly Fix[]): void {
    for (const walk of this.#walks) walk.add(fixes);
  }

  async end(range: TimeRange): Promise<void> {
    if (!this.wantsFixes) return;
    const isLate = this.#fences.some(({ id }) => (this.#stays.get(id)?.atMs ?? Number.NEGATIVE_INFINITY) > range.toMs);
    if (isLate) this.walk(await listFixesBeside(this.#tx, this.#vehicleId, "after", range.toMs, besideFixes));
    for (const [at, fence] of this.#fences.entries()) {
      const walk = this.#walks[at];
      if (walk) this.#note(fence, walk, range);
    }
    this.#walks = [];
  }

  /** Writes where the vehicle is now, and reports where it has come in or left. */
  async store(): Promise<void> {
    await upsertStays(this.#tx, this.#vehicleId, this.#changed);
    const crossed = [...this.#changed].filter(([id, { inside }]) => inside !== this.#wasInside.has(id));
    await appendEvents(
      this.#tx,
      crossed.map(([geofenceId, { inside, atMs }]) => {
        const about = { accountId: this.#accountId, vehicleId: this.#vehicleId };
        return { ...about, type: "geofence.crossed" as const, at: new Date(atMs), payload: { geofenceId, inside } };
      }),
    );
  }

  #note(fence: Geofence, walk: FenceWalk, range: TimeRange): void {
    for (const crossing of walk.crossings) {
      if (crossing.atMs >= range.fromMs && crossing.fromMs <= range.toMs) this.#noteCrossing(fence, crossing);
    }
    for (const visit of walk.visits) if (visit.untilMs >= range.fromMs) this.#noteVisit(fence, visit);
    this.#keep(fence.id, this.#stays.get(fence.id) ?? null, walk);
  }

  #keep(fenceId: number, known: FenceStay | null, { stay }: FenceWalk): void {
    // A late walk that did not come as far as what is known says nothing of now.
    if (!stay || (known && stay.atMs < known.atMs)) return;
    // It may not have seen when a stay began that is known.
    const sinceMs = stay.sinceMs ?? (known?.inside === stay.inside ? known.sinceMs : null);
    this.#stays.set(fenceId, { ...stay, sinceMs });
    this.#changed.set(fenceId, { ...stay, sinceMs });
  }

  #rulesFor<Kind extends FenceRule["kind"]>(kind: Kind, fence: Geofence): RuleOf<Kind>[] {
    const about = (rule: FenceRule) => rule.kind === kind && (rule.params.geofenceId === null || rule.params.geofenceId === fence.id);
    return this.#rules.filter(about) as RuleOf<Kind>[];
  }

  #noteCrossing(fence: Geofence, { inside, atMs, fromMs, untilMs, position }: Crossing): void {
    const kind = inside ? "geofence_in" : "geofence_out";
    const facts = { geofenceId: fence.id, geofence: fence.name };
    for (const rule of this.#rulesFor(kind, fence)) {
      const same = { sameFromMs: fromMs, sameToMs: untilMs };
      this.found.push({ ...occurrenceAt(rule, this.#vehicleId, atMs), ...same, subject: String(fence.id), kind, position, facts });
    }
  }

  #noteVisit(fence: Geofence, { sinceMs, untilMs, position }: Visit): void {
    for (const rule of this.#rulesFor("geofence_dwell", fence)) {
      const { minutes } = rule.params;
      const atMs = sinceMs + minutes * 60_000;
      if (atMs > untilMs) continue;
      const facts = { geofenceId: fence.id, geofence: fence.name, minutes };
      const same = { sameFromMs: sinceMs, sameToMs: untilMs };
      this.found.push({
        ...{ ...occurrenceAt(rule, this.#vehicleId, atMs), ...same, subject: String(fence.id) },
        kind: "geofence_dwell",
        position,
        facts,
      });
    }
  }
}
