import { describe, expect, test } from "vitest";
import { createStreamTickets } from "./stream-tickets.ts";

const secret = "0123456789abcdef0123456789abcdef";
const key = { appId: 1234, hash: "0f".repeat(32) };

/** Tickets with a clock that can be moved. */
function setUp(own = secret) {
  const clock = { at: Date.UTC(2026, 2, 1) };
  return { clock, tickets: createStreamTickets({ secret: own, now: () => new Date(clock.at) }) };
}

describe("tickets of the stream", () => {
  test("stand for what they were issued for, once", () => {
    const { tickets } = setUp();
    const ticket = tickets.issue(key);
    expect(ticket).toMatch(/^mpt_[\w.-]+$/);
    expect(tickets.redeem(ticket)).toEqual(key);
    expect(tickets.redeem(ticket)).toBeNull();
  });

  test("are read by another process with the same secret, and by none with another", () => {
    const ticket = setUp().tickets.issue(key);
    expect(setUp(secret.replace("0", "1")).tickets.redeem(ticket)).toBeNull();
    expect(setUp().tickets.redeem(ticket)).toEqual(key);
  });

  test("are over after a minute", () => {
    const { clock, tickets } = setUp();
    const [one, other] = [tickets.issue(key), tickets.issue(key)];
    clock.at += 59_999;
    expect(tickets.redeem(one)).toEqual(key);
    clock.at += 1;
    expect(tickets.redeem(other)).toBeNull();
  });

  test("are refused with any one character changed", () => {
    const { tickets } = setUp();
    const ticket = tickets.issue(key);
    for (let at = 0; at < ticket.length; at++) {
      const other = ticket[at] === "A" ? "B" : "A";
      expect(tickets.redeem(ticket.slice(0, at) + other + ticket.slice(at + 1)), `character ${at}`).toBeNull();
    }
    expect(tickets.redeem(ticket)).toEqual(key);
  });

  test.each(["", "mpt_", "mpt_.", "mpt_a.b.c.d.e", `mpt_${"a".repeat(400)}`])("%j is none", (text) => {
    expect(setUp().tickets.redeem(text)).toBeNull();
  });
});
