import { toFahrenheit, toGallons, toKm, toMiles, toMpg, toMph, toPsi, type UnitSystem } from "#server/domain/units.ts";

/** A number as a person reads it: value and unit apart, so that they can be set differently, and both as one text. */
export interface Quantity {
  value: string;
  unit: string;
  text: string;
}

type Maybe = number | null | undefined;

/** A moment: epoch milliseconds, a Date or ISO text. */
export type Moment = number | Date | string;

export interface FormatOptions {
  units: UnitSystem;
  /** IANA name. */
  timeZone: string;
  /** BCP 47. */
  locale: string;
}

export const nothing: Quantity = { value: "–", unit: "", text: "–" };

/** Writes stored (SI) numbers in a person's units. Unknown values become a dash, never a zero. */
export function createQuantities({ units, locale }: Pick<FormatOptions, "units" | "locale">) {
  const metric = units === "metric";
  const write = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const quantity = (value: Maybe, unit: string, digits = 0, separator = " "): Quantity => {
    if (value === null || value === undefined || !Number.isFinite(value)) return nothing;
    const text = write(Object.is(value, -0) ? 0 : value, digits);
    return { value: text, unit, text: unit ? `${text}${separator}${unit}` : text };
  };
  const distance = (distanceM: Maybe): Quantity => {
    const value = convert(distanceM, metric ? toKm : toMiles);
    return quantity(value, metric ? "km" : "mi", value !== null && Math.abs(value) < 100 ? 1 : 0);
  };
  return {
    /** Metres → km or miles, one decimal below 100. */
    distance,
    /** Metres → m or ft, for short lengths such as an altitude. */
    length: (lengthM: Maybe) => quantity(convert(lengthM, metric ? (m) => m : (m) => m / 0.3048), metric ? "m" : "ft"),
    /** km/h → km/h or mph. */
    speed: (speedKmh: Maybe) => quantity(convert(speedKmh, metric ? (kmh) => kmh : toMph), metric ? "km/h" : "mph"),
    /** km/h per second → the same or mph per second; for braking and accelerating. */
    acceleration: (kmhS: Maybe) => quantity(convert(kmhS, metric ? (v) => v : toMph), metric ? "km/h/s" : "mph/s", 1),
    /** Litres → L or US gal. */
    fuel: (fuelL: Maybe) => quantity(convert(fuelL, metric ? (l) => l : toGallons), metric ? "L" : "gal", 1),
    /** Litres per 100 km → the same or miles per US gallon. */
    economy: (lPer100Km: Maybe) => quantity(convert(lPer100Km, metric ? (l) => l : (l) => toMpg(l)), metric ? "L/100 km" : "mpg", 1),
    /** °C → °C or °F. */
    temperature: (temperatureC: Maybe) => quantity(convert(temperatureC, metric ? (c) => c : toFahrenheit), metric ? "°C" : "°F"),
    /** kPa → kPa or psi. */
    pressure: (kPa: Maybe) => quantity(convert(kPa, metric ? (p) => p : toPsi), metric ? "kPa" : "psi", metric ? 0 : 1),
    voltage: (volts: Maybe) => quantity(volts, "V", 1),
    rpm: (rpm: Maybe) => quantity(rpm, "rpm"),
    /** Kilograms. */
    mass: (kg: Maybe) => quantity(kg, "kg", 1),
    /** 0-100 → "72 %". */
    percent: (percent: Maybe, digits = 0) => quantity(percent, "%", digits),
    /** 0-1 → "72 %". */
    share: (share: Maybe) =>
      quantity(
        convert(share, (v) => v * 100),
        "%",
      ),
    /** A score from 0 to 100, whole. */
    score: (score: Maybe) => quantity(score, ""),
    /** Points of a part, one decimal. */
    points: (points: Maybe) => quantity(points, "", 1),
    /** A plain count or measure. */
    number: (value: Maybe, digits = 0) => quantity(value, "", digits),
  };
}

function convert(value: Maybe, by: (value: number) => number | null): number | null {
  return value === null || value === undefined ? null : by(value);
}
