/** Conversions from what is stored (SI and km/h) to what a person reads. Pure; rounding is done where numbers are written. */

export const unitSystems = ["metric", "imperial"] as const;
export type UnitSystem = (typeof unitSystems)[number];

/** International mile, exact (NIST SP 811, appendix B.8). */
export const metresPerMile = 1609.344;
/** International foot, exact (NIST SP 811). */
export const metresPerFoot = 0.3048;
/** US liquid gallon of 231 cubic inches, exact (NIST Handbook 44, appendix C). */
export const litresPerUsGallon = 3.785411784;
/** Pound-force per square inch in kilopascal (NIST SP 811, appendix B.8). */
export const kPaPerPsi = 6.894757293168;
/** Standard acceleration of gravity in metres per second squared, exact (3rd CGPM, 1901). */
export const standardGravityMps2 = 9.80665;

export function toKm(distanceM: number): number {
  return distanceM / 1000;
}

export function toMiles(distanceM: number): number {
  return distanceM / metresPerMile;
}

export function toFeet(lengthM: number): number {
  return lengthM / metresPerFoot;
}

export function toMph(speedKmh: number): number {
  return (speedKmh * 1000) / metresPerMile;
}

export function fromMph(speedMph: number): number {
  return (speedMph * metresPerMile) / 1000;
}

/** A change of speed in km/h per second as a multiple of standard gravity. */
export function toGForce(kmhPerS: number): number {
  return kmhPerS / 3.6 / standardGravityMps2;
}

/** US liquid gallons. */
export function toGallons(volumeL: number): number {
  return volumeL / litresPerUsGallon;
}

/** Miles per US gallon in kilometres on a litre. */
export function fromMpg(mpg: number): number {
  return (mpg * metresPerMile) / 1000 / litresPerUsGallon;
}

export function toFahrenheit(temperatureC: number): number {
  return (temperatureC * 9) / 5 + 32;
}

export function toPsi(pressureKPa: number): number {
  return pressureKPa / kPaPerPsi;
}

/** Consumption in litres per 100 km; null when nothing was driven (it would be infinite). */
export function toLitresPer100Km(fuelL: number, distanceM: number): number | null {
  return distanceM > 0 ? fuelL / (distanceM / 100_000) : null;
}

/** Kilometres on a litre; null when no fuel was used (it would be infinite) or it is not known how much. */
export function toKmPerL(distanceM: number, fuelL: number | null): number | null {
  return fuelL !== null && fuelL > 0 ? distanceM / 1000 / fuelL : null;
}

/** Miles per US gallon; null when nothing was used. 235.2 divided by litres per 100 km, with the exact constants. */
export function toMpg(litresPer100Km: number): number | null {
  return litresPer100Km > 0 ? 100_000 / metresPerMile / (litresPer100Km / litresPerUsGallon) : null;
}
