import { describe, expect, test } from "vitest";
import { createQuantities } from "./quantity.ts";

const metric = createQuantities({ units: "metric", locale: "en-GB" });
const imperial = createQuantities({ units: "imperial", locale: "en-US" });

describe("quantities", () => {
  test("in metric units", () => {
    expect(metric.distance(48_230)).toEqual({ value: "48.2", unit: "km", text: "48.2 km" });
    expect(metric.distance(1_234_567).text).toBe("1,235 km");
    expect(metric.speed(62.4).text).toBe("62 km/h");
    expect(metric.fuel(3.149).text).toBe("3.1 L");
    expect(metric.economy(7.84).text).toBe("7.8 L/100 km");
    expect(metric.temperature(91).text).toBe("91 °C");
    expect(metric.pressure(220).text).toBe("220 kPa");
  });

  test("in US units", () => {
    expect(imperial.distance(1609.344).text).toBe("1.0 mi");
    expect(imperial.speed(112.65408).text).toBe("70 mph");
    expect(imperial.fuel(3.785411784).text).toBe("1.0 gal");
    expect(imperial.economy(7.8404861).text).toBe("30.0 mpg");
    expect(imperial.reach(12.75431).text).toBe("30.0 mpg");
    expect(imperial.temperature(100).text).toBe("212 °F");
    expect(imperial.pressure(220).text).toBe("31.9 psi");
    expect(imperial.acceleration(11).text).toBe("6.8 mph/s");
  });

  test.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])("%s is a dash, never a zero", (value) => {
    expect(metric.distance(value).text).toBe("–");
    expect(imperial.speed(value)).toEqual({ value: "–", unit: "", text: "–" });
  });

  test("a car that used no fuel has no miles per gallon", () => {
    expect(imperial.economy(0).text).toBe("–");
    expect(metric.economy(0).text).toBe("0.0 L/100 km");
  });

  test("a tiny negative number is not minus zero", () => {
    expect(metric.temperature(-0.2).text).toBe("0 °C");
    expect(metric.temperature(-0).text).toBe("0 °C");
  });

  test("money is written as the locale does", () => {
    expect(metric.money(3.4655, "EUR").text).toBe("€3.47");
    expect(createQuantities({ units: "metric", locale: "de" }).money(0, "USD").text).toBe("0,00\u00a0$");
  });

  test("numbers are written as the locale does", () => {
    expect(createQuantities({ units: "metric", locale: "de" }).distance(12_340).text).toBe("12,3 km");
  });
});
