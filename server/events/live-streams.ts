import { AppError } from "#server/domain/errors.ts";

/** Whose stream it is. */
export interface StreamOwner {
  sessionId: string;
  userId: number;
}

export interface LiveStreams {
  /** Counts a stream until the result is called. Throws `rate_limited` where its session or its person has as many as they may. */
  open(owner: StreamOwner): () => void;
}

/** Tabs of a browser share one; a few more while connections that broke are not yet known to be gone. */
const usualLimits = { perSession: 6, perUser: 20 };
/** When to ask again, s: long enough for a connection that broke to be noticed. */
const retryAfterS = 30;

/** The live streams of screens, counted in the memory of this process: several web processes each allow as many. */
export function createLiveStreams({ perSession, perUser } = usualLimits): LiveStreams {
  const counts = new Map<string, number>();
  const countOf = (key: string) => counts.get(key) ?? 0;
  const change = (key: string, by: 1 | -1) => {
    const count = countOf(key) + by;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };

  return {
    open: ({ sessionId, userId }) => {
      const [session, user] = [`session ${sessionId}`, `user ${userId}`];
      if (countOf(session) >= perSession || countOf(user) >= perUser) {
        throw new AppError("rate_limited", "Too many live connections are open. Close other tabs, or ask again later.", { retryAfterS });
      }
      for (const key of [session, user]) change(key, 1);
      let isOpen = true;
      return () => {
        if (isOpen) for (const key of [session, user]) change(key, -1);
        isOpen = false;
      };
    },
  };
}
