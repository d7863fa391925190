import { describe, expect, test } from "vitest";
import { viewerWith } from "./fixtures/facts.ts";
import { toDevice, toUser, toUserMetadata, toUserProfile } from "./to-user.ts";

const viewer = viewerWith();
const nobody = viewerWith([]);
const user = { uid: viewer.userUid, name: "Mary Driverton", email: "mary@cars.example", createdAt: new Date("2026-01-01T00:00:00Z") };
const url = "https://cars.example/api/automatic/user/U_ffd955ba63db4c25/";

describe("a person of version 2", () => {
  test("has an id, and with scope:user:profile a name", () => {
    const shown = { id: "U_ffd955ba63db4c25", url };
    expect(toUser(user, nobody)).toEqual(shown);
    const names = { username: "mary@cars.example", first_name: "Mary", last_name: "Driverton", email: "mary@cars.example" };
    expect(toUser(user, viewer)).toEqual({ ...shown, ...names });
  });

  test("has a profile and metadata with scope:user:profile alone", () => {
    expect([toUserProfile(user, nobody), toUserMetadata(user, ["a"], nobody)]).toEqual([{}, {}]);
    const profile = { url: `${url}profile/`, user: url, date_joined: "2026-01-01T00:00:00.000Z", tagged_locations: [] };
    expect(toUserProfile(user, viewer)).toEqual(profile);
    expect(toUserMetadata(user, ["a"], viewer)).toMatchObject({ url: `${url}metadata/`, authenticated_clients: ["a"], is_staff: false });
  });
});

test.each([
  ["2.1", 2],
  ["v3", 3],
  [null, 1],
  ["beta", 1],
])("an adapter with firmware %j has version %i", (firmware, version) => {
  const device = { uid: "021ac91c-826b-42ec-a99e-685c00000003", serial: "OBD-7", firmware };
  const shown = { id: "021ac91c826b42eca99e685c", url: `${url}device/021ac91c826b42eca99e685c/`, version };
  expect(toDevice(device, nobody)).toEqual(shown);
  expect(toDevice(device, viewer)).toEqual({ ...shown, direct_access_token: "", app_encryption_key: "" });
});
