/** Someone to call when a driver has had an accident. */
export interface EmergencyContact {
  name: string;
  phone: string;
  /** Null when unknown. */
  email: string | null;
}

/** More than these nobody calls. */
export const maxEmergencyContacts = 5;

/** Whole years from a day of birth to another day, both `2026-03-01`. Who was born on 29 February grows older on 1 March. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
