import { expect, test } from "vitest";
import { isTimeZone, zoneOffsetMs } from "#server/domain/time.ts";
import { findTimeZone, pickZone } from "./time-zone.ts";

/** Hours ahead of UTC in the middle of January and of July 2026. */
function offsetsH(timeZone: string): [january: number, july: number] {
  const offsetH = (month: number) => zoneOffsetMs(timeZone, Date.UTC(2026, month, 15)) / 3_600_000;
  return [offsetH(0), offsetH(6)];
}

/** Towns at borders of zones, mostly in pairs: one on each side. */
test.each([
  ["Yuma, Arizona", 32.7253, -114.6244, "America/Phoenix", [-7, -7]],
  ["Winterhaven, California", 32.7395, -114.6347, "America/Los_Angeles", [-8, -7]],
  ["Moenkopi, Hopi land", 36.1111, -111.2224, "America/Phoenix", [-7, -7]],
  ["Tuba City, Navajo land", 36.135, -111.2399, "America/Denver", [-7, -6]],
  ["El Paso", 31.7587, -106.4869, "America/Denver", [-7, -6]],
  ["Ciudad Juárez", 31.69, -106.4245, "America/Ciudad_Juarez", [-7, -6]],
  ["Nuevo Casas Grandes", 30.4155, -107.9117, "America/Chihuahua", [-6, -6]],
  ["Williston, North Dakota", 48.147, -103.618, "America/Chicago", [-6, -5]],
  ["Fairview, Montana", 47.8539, -104.0483, "America/Denver", [-7, -6]],
  ["Terre Haute, Indiana", 39.4667, -87.4139, "America/Indiana/Indianapolis", [-5, -4]],
  ["Paris, Illinois", 39.6111, -87.6961, "America/Chicago", [-6, -5]],
  ["Puerto Maldonado", -12.5933, -69.1891, "America/Lima", [-5, -5]],
  ["Cobija", -11.0267, -68.7692, "America/La_Paz", [-4, -4]],
  ["Brasiléia", -11.0161, -68.7481, "America/Rio_Branco", [-5, -5]],
  ["Villa del Rosario", 7.8339, -72.4742, "America/Bogota", [-5, -5]],
  ["San Antonio del Táchira", 7.8145, -72.4431, "America/Caracas", [-4, -4]],
  ["Ayvalık", 39.3193, 26.6934, "Europe/Istanbul", [3, 3]],
  ["Mytilene", 39.11, 26.5546, "Europe/Athens", [2, 3]],
  ["Tornio", 65.8481, 24.1466, "Europe/Helsinki", [2, 3]],
  ["Haparanda", 65.8355, 24.1368, "Europe/Stockholm", [1, 2]],
  ["Narva", 59.3772, 28.1903, "Europe/Tallinn", [2, 3]],
  ["Ivangorod", 59.3748, 28.2233, "Europe/Moscow", [3, 3]],
  ["Valença do Minho", 42.0282, -8.6336, "Europe/Lisbon", [0, 1]],
  ["Tui", 42.0466, -8.6446, "Europe/Madrid", [1, 2]],
  ["Hlukhiv", 51.6782, 33.9162, "Europe/Kyiv", [2, 3]],
  ["Melilla", 35.2937, -2.9383, "Africa/Ceuta", [1, 2]],
  ["Nador", 35.1681, -2.9335, "Africa/Casablanca", [1, 1]],
  ["Geneina", 13.4526, 22.4472, "Africa/Khartoum", [2, 2]],
  ["Adré", 13.4667, 22.2, "Africa/Ndjamena", [1, 1]],
  ["Rundu", -17.9333, 19.7667, "Africa/Windhoek", [2, 2]],
  ["Chaman", 30.9177, 66.4526, "Asia/Karachi", [5, 5]],
  ["Spin Boldak", 31.0055, 66.4, "Asia/Kabul", [4.5, 4.5]],
  ["Nepalganj", 28.05, 81.6167, "Asia/Kathmandu", [5.75, 5.75]],
  ["Nautanwa", 27.4275, 83.4179, "Asia/Kolkata", [5.5, 5.5]],
  ["Tachileik", 20.4475, 99.8808, "Asia/Yangon", [6.5, 6.5]],
  ["Mae Sai", 20.4333, 99.8762, "Asia/Bangkok", [7, 7]],
  ["Dandong", 40.1292, 124.3947, "Asia/Shanghai", [8, 8]],
  ["Sinuiju", 40.1006, 124.3981, "Asia/Pyongyang", [9, 9]],
  ["Nemuro", 43.3236, 145.575, "Asia/Tokyo", [9, 9]],
  ["Dili", -8.5586, 125.5736, "Asia/Dili", [9, 9]],
  ["Atambua", -9.1061, 124.8925, "Asia/Makassar", [8, 8]],
  ["Jayapura", -2.5337, 140.7181, "Asia/Jayapura", [9, 9]],
  ["Vanimo", -2.6741, 141.3028, "Pacific/Port_Moresby", [10, 10]],
  ["Tweed Heads", -28.1761, 153.5419, "Australia/Sydney", [11, 10]],
  ["Coolangatta", -28.1683, 153.5347, "Australia/Brisbane", [10, 10]],
  ["Broken Hill", -31.9567, 141.4678, "Australia/Broken_Hill", [10.5, 9.5]],
  ["Eucla", -31.6772, 128.8892, "Australia/Eucla", [8.75, 8.75]],
] as const)("%s", (_town, lat, lon, timeZone, offsets) => {
  const found = findTimeZone({ lat, lon });
  expect(found).toBe(timeZone);
  expect(offsetsH(found)).toEqual(offsets);
});

test.each([
  ["Kashgar", 39.4704, 75.9898, "Asia/Shanghai"],
  ["Shule", 39.4, 76.05, "Asia/Shanghai"],
  ["Ürümqi", 43.8, 87.6, "Asia/Shanghai"],
  ["Sokhumi", 43.0033, 41.0153, "Asia/Tbilisi"],
  ["Gudauta", 43.1053, 40.6207, "Asia/Tbilisi"],
  ["Modiin Illit", 31.9308, 35.0417, "Asia/Jerusalem"],
  ["Ramallah", 31.8996, 35.2042, "Asia/Hebron"],
])("where two zones are in use it is always the same: %s", (_town, lat, lon, timeZone) => {
  expect(findTimeZone({ lat, lon })).toBe(timeZone);
});

test("a ferry keeps the time of the coast in its waters, and that of its longitude on the high seas", () => {
  expect(findTimeZone({ lat: 51.05, lon: 1.4 })).toBe("Europe/London");
  expect(findTimeZone({ lat: 50.98, lon: 1.75 })).toBe("Europe/Paris");
  expect(findTimeZone({ lat: 0, lon: -30 })).toBe("Etc/GMT+2");
  expect(findTimeZone({ lat: 0, lon: 0 })).toBe("Etc/GMT");
  expect(offsetsH(findTimeZone({ lat: 56, lon: 3.5 }))).toEqual([0, 0]);
  for (const lat of [-90, 0, 90]) for (const lon of [-180, 0, 180]) expect(isTimeZone(findTimeZone({ lat, lon }))).toBe(true);
});

test("a zone that this runtime does not know yet gives way to that of the longitude", () => {
  expect(pickZone(["America/Not_Yet"], -72)).toBe("Etc/GMT+5");
  expect(pickZone([], 172)).toBe("Etc/GMT-11");
  expect(pickZone(["America/Not_Yet", "America/Lima"], -72)).toBe("America/Lima");
});
