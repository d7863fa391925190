import { toShownTotal } from "#server/domain/scoring/shown-score.ts";
import { fromMpg, toFahrenheit, toFeet, toGallons, toKm, toMiles, toMpg, toMph, toPsi, type UnitSystem } from "#server/domain/units.ts";

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

type Write = (value: Maybe, unit: string, digits?: number) => Quantity;

function createWrite(locale: string): Write {
  return (value, unit, digits = 0) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return nothing;
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const rounded = Number(value.toFixed(digits));
    const text = new Intl.NumberFormat(locale, options).format(rounded === 0 ? 0 : rounded);
    return { value: text, unit, text: unit ? `${text} ${unit}` : text };
  };
}

/** Writes stored (SI) numbers in a person's units. Unknown values become a dash, never a zero. */
export function createQuantities({ units, locale }: Pick<FormatOptions, "units" | "locale">) {
  const write = createWrite(locale);
  const byUnits = units === "metric" ? createMetric(write) : createImperial(write);
  return { ...byUnits, ...createUnitless(write), money: createMoney(locale) };
}

/** An amount of a currency (ISO 4217), as the locale writes it: "€3.47". */
function createMoney(locale: string) {
  return (amount: number, currency: string): Quantity => {
    const text = new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
    return { value: text, unit: "", text };
  };
}

function writeDistance(write: Write, value: number | null, unit: string): Quantity {
  return write(value, unit, value !== null && Math.abs(value) < 100 ? 1 : 0);
}

function createMetric(write: Write) {
  return {
    /** Metres → km or miles, one decimal below 100. */
    distance: (distanceM: Maybe) => writeDistance(write, convert(distanceM, toKm), "km"),
    /** Metres → m or ft, for short lengths such as an altitude. */
    length: (lengthM: Maybe) => write(lengthM, "m"),
    /** km/h → km/h or mph. */
    speed: (speedKmh: Maybe) => write(speedKmh, "km/h"),
    /** km/h per second → the same or mph per second; for braking and accelerating. */
    acceleration: (kmhS: Maybe) => write(kmhS, "km/h/s", 1),
    /** Litres → L or US gal. */
    fuel: (fuelL: Maybe) => write(fuelL, "L", 1),
    /** Litres per 100 km → the same or miles per US gallon. */
    economy: (lPer100Km: Maybe) => write(lPer100Km, "L/100 km", 1),
    /** Kilometres on a litre → the same or miles per US gallon. */
    reach: (kmPerL: Maybe) => write(kmPerL, "km/L", 1),
    /** °C → °C or °F. */
    temperature: (temperatureC: Maybe) => write(temperatureC, "°C"),
    /** kPa → kPa or psi. */
    pressure: (kPa: Maybe) => write(kPa, "kPa"),
  };
}

function createImperial(write: Write): ReturnType<typeof createMetric> {
  return {
    distance: (distanceM) => writeDistance(write, convert(distanceM, toMiles), "mi"),
    length: (lengthM) => write(convert(lengthM, toFeet), "ft"),
    speed: (speedKmh) => write(convert(speedKmh, toMph), "mph"),
    acceleration: (kmhS) => write(convert(kmhS, toMph), "mph/s", 1),
    fuel: (fuelL) => write(convert(fuelL, toGallons), "gal", 1),
    economy: (lPer100Km) => write(convert(lPer100Km, toMpg), "mpg", 1),
    reach: (kmPerL) =>
      write(
        convert(kmPerL, (value) => value / fromMpg(1)),
        "mpg",
        1,
      ),
    temperature: (temperatureC) => write(convert(temperatureC, toFahrenheit), "°F"),
    pressure: (kPa) => write(convert(kPa, toPsi), "psi", 1),
  };
}

function createUnitless(write: Write) {
  return {
    voltage: (volts: Maybe) => write(volts, "V", 1),
    rpm: (rpm: Maybe) => write(rpm, "rpm"),
    /** Kilograms. */
    mass: (kg: Maybe) => write(kg, "kg", 1),
    /** 0-100 → "72 %". */
    percent: (percent: Maybe, digits = 0) => write(percent, "%", digits),
    /** 0-1 → "72 %". */
    share: (share: Maybe) =>
      write(
        convert(share, (value) => value * 100),
        "%",
      ),
    /** A score from 0 to 100, whole: of the figure that its own page shows, so that the two never seem to differ. */
    score: (score: Maybe) => write(convert(score, toShownTotal), ""),
    /** A score or what a part gives to it, where its parts are listed: one decimal. */
    points: (points: Maybe) => write(points, "", 1),
    /** What one receipt takes: two decimals. */
    receiptPoints: (points: Maybe) => write(points, "", 2),
    /** A plain count or measure. */
    number: (value: Maybe, digits = 0) => write(value, "", digits),
  };
}

function convert(value: Maybe, by: (value: number) => number | null): number | null {
  return value === null || value === undefined ? null : by(value);
}
