import { and, eq } from "drizzle-orm";
import { trips } from "#db/schema/trips.ts";
import { insertAccount, insertDevice, insertUser, insertVehicle } from "#db/test-factories.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { rotateDeviceToken } from "#server/commands/vehicles/device-tokens.ts";
import { newNetwork } from "./attack.ts";
import type { Victim } from "./measure-victim.ts";
import type { Product } from "./product.ts";
import { Browser } from "./sign-in.ts";

export const password = "a long phrase nobody has guessed";

/** An account with an owner, a car and adapters. */
export interface Fleet {
  accountId: number;
  owner: { id: number; email: string };
  vehicleId: number;
  /** Of its first adapter, which is in the car. */
  deviceToken: string;
  addDevice(): Promise<string>;
  /** Of its car, finished. */
  countTrips(): Promise<number>;
}

export interface Stage extends Product {
  /** The account that attacks, and one that suffers. */
  attacker: Fleet;
  other: Fleet;
  victim: Victim;
  /** Where the owner of the account that attacks is signed in. */
  browser: Browser;
  /** Where a server takes connections and says nothing. */
  silentPort: number;
}

export async function prepareStage(product: Product, silentPort: number): Promise<Stage> {
  const [attacker, other] = [await createFleet(product), await createFleet(product)];
  const wanted = { name: "bench", family: "carnot", access: "read" } as const;
  const { token } = await createApiKey(depsOf(product), systemScope(other.accountId, "bench"), wanted);
  const victim = { url: `${product.origin}/api/carnot/cars/${other.vehicleId}/status/`, apiKey: token };
  const browser = new Browser(product.origin);
  const isIn = await browser.signIn({ email: attacker.owner.email, password }, newNetwork());
  if (!isIn) throw new Error("Nobody could sign in.");
  return { ...product, attacker, other, victim, browser, silentPort };
}

const depsOf = ({ db }: Product) => ({ db, now: () => new Date() });

async function createFleet(product: Product): Promise<Fleet> {
  const { db } = product;
  const { id: accountId } = await insertAccount(db, { name: `bench ${crypto.randomUUID()}` });
  const owner = await insertUser(db, accountId, "owner", {
    email: `${crypto.randomUUID()}@motorpool.test`,
    passwordHash: await hashPassword(password),
  });
  const at = new Date();
  const signals = { speedKmh: { value: 42, atMs: at.getTime() } };
  const { id: vehicleId } = await insertVehicle(db, accountId, { state: { at, signals } });
  const addDevice = async (inCar?: number) => {
    const { id: deviceId } = await insertDevice(db, accountId, {
      serial: crypto.randomUUID(),
      ...(inCar !== undefined && { vehicleId: inCar }),
    });
    return (await rotateDeviceToken(depsOf(product), systemScope(accountId, "bench"), { deviceId })).token;
  };
  const countTrips = () => db.$count(trips, and(eq(trips.vehicleId, vehicleId), eq(trips.status, "finished")));
  return { accountId, owner, vehicleId, deviceToken: await addDevice(vehicleId), addDevice, countTrips };
}
