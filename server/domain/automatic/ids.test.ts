import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAutomaticId, readDeviceId, toAutomaticId, toDeviceId, toLegacyUserId } from "./ids.ts";

const uid = "8e7b5676-26c2-4695-a1b2-c3d4e5f60718";

describe("ids of the Automatic documents", () => {
  test("are the first digits of a uid", () => {
    expect(toAutomaticId("trip", uid)).toBe("T_8e7b567626c24695");
    expect(toAutomaticId("vehicle", uid)).toBe("C_8e7b567626c24695");
    expect(toLegacyUserId(uid)).toBe("8e7b567626c24695a1b2");
    expect(toDeviceId(uid)).toBe("8e7b567626c24695a1b2c3d4");
  });

  test("read back, they hold the uid they came from", () => {
    fc.assert(
      fc.property(fc.uuid(), (any) => {
        for (const range of [readAutomaticId("user", toAutomaticId("user", any)), readDeviceId(toDeviceId(any))]) {
          expect(range && range.from <= any && any <= range.to).toBe(true);
        }
      }),
    );
  });

  test.each(["", "T_", "T_8E7B567626C24695", "C_8e7b567626c24695", "T_8e7b567626c2469", "T_8e7b567626c246955", "8e7b567626c24695"])(
    "%j is no trip",
    (id) => {
      expect(readAutomaticId("trip", id)).toBeNull();
    },
  );
});
