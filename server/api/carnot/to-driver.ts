import type { DriverDetails, NamedCar } from "#db/queries/accounts/driver-details.ts";
import { ageOn, type EmergencyContact } from "#server/domain/accounts/people.ts";
import type { TripTotals } from "#server/domain/trips/rollup.ts";
import { km, meanKmh, roundOrNull } from "./fields.ts";

/** A car as Carnot lists it. */
export const toCar = ({ id, deviceId, name, plate }: NamedCar) => ({ id, device: deviceId, name, numberplate: plate ?? "" });

/** A driver as Carnot's user. */
export function toUser(driver: DriverDetails, today: string) {
  const { id, name, user, gender, bornOn, cars, emergencyContacts, card, totals } = driver;
  return {
    id,
    user: { id: user?.id ?? 0, username: user?.name ?? name, email: user?.email ?? "" },
    gender,
    age: toAge(bornOn, today),
    dob: bornOn,
    cars: cars.map(toCar),
    emergencycontacts: toContactsText(emergencyContacts),
    driverscore: roundOrNull(card?.score, 1),
    totalnumtrips: totals.trips,
    totaldistance: km(totals.distanceM),
    totaltime: Math.round(totals.durationS),
    averagespeed: meanSpeed(totals),
  };
}

export const toAge = (bornOn: string | null, today: string): number | null => (bornOn === null ? null : ageOn(bornOn, today));

export const meanSpeed = ({ distanceM, durationS }: TripTotals): number => meanKmh(distanceM, durationS);

/** The last word is the family name; who has one word only has none. */
export function toNames(name: string): { fname: string; lname: string } {
  const words = name.split(/\s+/);
  const last = words.length > 1 ? words.pop() : undefined;
  return { fname: words.join(" "), lname: last ?? "" };
}

/** Carnot writes contacts as a text that looks like a list of objects. */
export function toContactsText(contacts: readonly EmergencyContact[]): string {
  const listed = contacts.map(({ name, phone, email }) => {
    const known = [`phone: ${phone}`, ...(email === null ? [] : [`email: ${email}`]), `name: ${name}`];
    return `{${known.join(", ")}}`;
  });
  return `[${listed.join(", ")}]`;
}
