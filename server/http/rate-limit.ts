import type { Context } from "hono";
import { AppError } from "#server/domain/errors.ts";

export interface Quota {
  /** Shown in the headers. */
  name: string;
  /** Requests in a window, and how many may come at once. */
  requests: number;
  windowS: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Full buckets are forgotten when there are more than this. */
const maxBuckets = 10_000;

/** What one try found in its bucket. */
export interface Admission {
  allowed: boolean;
  /** Whole requests left. */
  remaining: number;
  /** Seconds until the bucket is full. */
  resetS: number;
  /** Seconds until the next request is allowed; 0 when this one is. */
  retryAfterS: number;
}

/** A token bucket for each key, in the memory of this process: several web processes each allow the quota. */
export function createBuckets(quota: Omit<Quota, "name">, now: () => Date): (key: string) => Admission {
  const buckets = new Map<string, Bucket>();
  const refillPerMs = quota.requests / (quota.windowS * 1000);
  const fillTo = (bucket: Bucket, nowMs: number) => {
    // A clock that was set back fills nothing.
    bucket.tokens = Math.min(quota.requests, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * refillPerMs);
    bucket.atMs = nowMs;
  };

  return (key) => {
    const nowMs = now().getTime();
    const bucket = buckets.get(key) ?? { tokens: quota.requests, atMs: nowMs };
    fillTo(bucket, nowMs);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens--;
    if (buckets.size >= maxBuckets && !buckets.has(key)) forgetFull(buckets, quota, fillTo, nowMs);
    buckets.set(key, bucket);
    const resetS = Math.ceil((quota.requests - bucket.tokens) / refillPerMs / 1000);
    const retryAfterS = allowed ? 0 : Math.max(1, (1 - bucket.tokens) / refillPerMs / 1000);
    return { allowed, remaining: Math.floor(bucket.tokens), resetS, retryAfterS };
  };
}

export const tooManyRequests = ({ retryAfterS }: Admission) => new AppError("rate_limited", "Too many requests.", { retryAfterS });

/** Counts requests in {@link createBuckets}, sets the RateLimit headers of the answer (the draft's two and the older three) and throws `rate_limited`. */
export function createRateLimit(quota: Quota, now: () => Date): (context: Context, key: string) => void {
  const take = createBuckets(quota, now);
  return (context, key) => {
    const admission = take(key);
    const { remaining, resetS } = admission;
    context.header("RateLimit-Policy", `"${quota.name}";q=${quota.requests};w=${quota.windowS}`);
    context.header("RateLimit", `"${quota.name}";r=${remaining};t=${resetS}`);
    context.header("X-RateLimit-Limit", String(quota.requests));
    context.header("X-RateLimit-Remaining", String(remaining));
    context.header("X-RateLimit-Reset", String(resetS));
    if (!admission.allowed) throw tooManyRequests(admission);
  };
}

function forgetFull(
  buckets: Map<string, Bucket>,
  quota: Pick<Quota, "requests">,
  fillTo: (bucket: Bucket, nowMs: number) => void,
  nowMs: number,
): void {
  for (const [key, bucket] of buckets) {
    fillTo(bucket, nowMs);
    if (bucket.tokens >= quota.requests) buckets.delete(key);
  }
}
