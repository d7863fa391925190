import { z } from "zod";
import { type DriverDetails, getDriverDetails, listDriverDetails } from "#db/queries/accounts/driver-details.ts";
import { listTripIds } from "#db/queries/trips/related-ids.ts";
import { changeEmergencyContacts } from "#server/commands/accounts/emergency-contacts.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { done, doneBody } from "./errors.ts";
import { maybe, pathId } from "./fields.ts";
import { lowestFirst, pageQuery, readPage } from "./paginate.ts";
import { toContactsText, toUser } from "./to-driver.ts";

export const carBody = z.object({
  id: z.int(),
  device: z.int().nullable().meta({ description: "The adapter in it now." }),
  name: z.string(),
  numberplate: z.string().meta({ description: "Empty when it is not known." }),
});

const userBody = z.object({
  id: z.int().meta({ description: "The driver: the ID of every call below /users." }),
  user: z
    .object({ id: z.int(), username: z.string(), email: z.string() })
    .meta({ description: "Whom the driver signs in as; id 0, the driver's name and an empty e-mail address for one who does not." }),
  gender: z.enum(["M", "F", "O"]).nullable(),
  age: z.int().nullable(),
  dob: z.iso.date().nullable(),
  cars: z.array(carBody).meta({ description: "Those assigned now." }),
  emergencycontacts: z.string().meta({ description: "A text that looks like a list; [] for none." }),
  driverscore: maybe.meta({ description: "0 to 100, the newest score over 28 days; null before the first scored trip." }),
  totalnumtrips: z.int(),
  totaldistance: z.number().meta({ description: "km" }),
  totaltime: z.int().meta({ description: "s, from start to end of each trip" }),
  averagespeed: z.number().meta({ description: "km/h, standing included; 0 before the first trip" }),
});

const contact = z.object({
  em: z.string().max(254).nullish(),
  ph: z.union([z.string(), z.number()]).meta({ description: "A number or a text." }),
  nm: z.string(),
});

/** Reads the driver of `/users/{id}`. */
export function driverReader({ db, now }: RouteDeps): (scope: Scope, driverId: number) => Promise<DriverDetails> {
  return (scope, driverId) => getDriverDetails(db, scope, { driverId, at: now() });
}

/** Drivers as Carnot's users: who they are, their cars, trips and emergency contacts. */
export function declareUsers(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now, publicUrl } = deps;
  const readDriver = driverReader(deps);
  const today = () => now().toISOString().slice(0, 10);

  api.get(
    "/users",
    { summary: "All drivers", description: `Drivers are the users of this API. ${lowestFirst}`, query: pageQuery, ok: z.array(userBody) },
    async ({ scope, query: page, context }) => {
      const wanted = { page, context, publicUrl };
      const read = (ids: typeof page) => listDriverDetails(db, scope, { at: now(), page: ids });
      const drivers = await readPage(wanted, "after", ({ id }) => id, read);
      return drivers.map((driver) => toUser(driver, today()));
    },
  );
  api.get("/users/{id}", { summary: "A driver", params: pathId, ok: userBody, errors: ["not_found"] }, async ({ scope, params }) =>
    toUser(await readDriver(scope, params.id), today()),
  );
  api.get(
    "/users/{id}/cars",
    {
      summary: "A driver's cars",
      description: "The cars that are assigned to the driver now, lowest id first.",
      params: pathId,
      ok: z.object({ related_cars: z.array(z.int()) }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => ({ related_cars: (await readDriver(scope, params.id)).cars.map(({ id }) => id) }),
  );
  api.get(
    "/users/{id}/trips",
    {
      summary: "A driver's trips",
      description: lowestFirst,
      params: pathId,
      query: pageQuery,
      ok: z.object({ related_trips: z.array(z.int()) }),
      errors: ["not_found"],
    },
    async ({ scope, params, query: page, context }) => {
      const { id: driverId } = await readDriver(scope, params.id);
      const read = (ids: typeof page) => listTripIds(db, scope, { of: { driverId }, page: ids });
      return { related_trips: await readPage({ page, context, publicUrl }, "after", (id) => id, read) };
    },
  );
  declareContacts(api, deps);
}

function declareContacts(api: CarnotFamily, deps: RouteDeps): void {
  const readDriver = driverReader(deps);
  api.get(
    "/users/{id}/econtacts",
    {
      summary: "A driver's emergency contacts",
      description: "As a text that looks like a list, which is how the document has it: [{phone: …, email: …, name: …}].",
      params: pathId,
      ok: z.object({ econtacts: z.string() }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => ({ econtacts: toContactsText((await readDriver(scope, params.id)).emergencyContacts) }),
  );
  api.post(
    "/users/{id}/econtacts",
    {
      summary: "Set a driver's emergency contacts",
      description: "Replaces all of them. For managers, keys that may write, and the driver.",
      params: pathId,
      body: z
        .object({ contacts: z.array(contact).max(20) })
        .meta({ example: { contacts: [{ em: "ann@example.com", ph: "9820204040", nm: "Ann" }] } }),
      ok: doneBody,
      errors: ["forbidden", "not_found"],
    },
    async ({ scope, params, body }) => {
      const contacts = body.contacts.map(({ em, ph, nm }) => ({ name: nm, phone: String(ph), email: em || null }));
      await changeEmergencyContacts(deps, scope, { driverId: params.id, contacts });
      return done;
    },
  );
}
