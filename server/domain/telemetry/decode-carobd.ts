import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { accept, type Decoded, quote, readNumber, reject, type TextChunks, wrongFile } from "./decoded.ts";
import type { NumericSignal, Sample } from "./sample.ts";

/** Seconds since the engine started (PID 1F), the only clock there is. The misspelling is the source's; later versions mend it. */
const clockNames = ["ENGINE_RUN_TINE", "ENGINE_RUN_TIME"];
const runTimePid = "1F";

const signals: Record<string, NumericSignal> = {
  ENGINE_RPM: "rpm",
  VEHICLE_SPEED: "speedKmh",
  THROTTLE: "throttlePct",
  ENGINE_LOAD: "engineLoadPct",
  COOLANT_TEMPERATURE: "coolantC",
  INTAKE_AIR_TEMP: "intakeC",
  FUEL_TANK: "fuelLevelPct",
  CONTROL_MODULE_VOLTAGE: "batteryV",
};

/** SAE J1979 mode 01 PIDs of the other columns. */
const pids: Record<string, string> = {
  SHORT_TERM_FUEL_TRIM_BANK_1: "06",
  LONG_TERM_FUEL_TRIM_BANK_1: "07",
  INTAKE_MANIFOLD_PRESSURE: "0B",
  TIMING_ADVANCE: "0E",
  DISTANCE_TRAVELED_WITH_MIL_ON: "21",
  COMMANDED_EVAPORATIVE_PURGE: "2E",
  WARM_UPS_SINCE_CODES_CLEARED: "30",
  ABSOLUTE_BAROMETRIC_PRESSURE: "33",
  CATALYST_TEMPERATURE_BANK1_SENSOR1: "3C",
  CATALYST_TEMPERATURE_BANK1_SENSOR2: "3E",
  FUEL_AIR_COMMANDED_EQUIV_RATIO: "44",
  RELATIVE_THROTTLE_POSITION: "45",
  ABSOLUTE_THROTTLE_B: "47",
  PEDAL_D: "49",
  PEDAL_E: "4A",
  COMMANDED_THROTTLE_ACTUATOR: "4C",
  TIME_RUN_WITH_MIL_ON: "4D",
  TIME_SINCE_TROUBLE_CODES_CLEARED: "4E",
};

interface Columns {
  names: string[];
  clock: number;
}

/** carOBD's recordings: 27 values of one engine, timed by seconds since the engine started; several rows share a second. */
export async function* decodeCarobd(chunks: TextChunks): AsyncGenerator<Decoded> {
  let columns: Columns | undefined;
  for await (const row of readCsvRows(chunks)) {
    if (columns) yield decodeRow(row, columns);
    else columns = readHeader(row.cells);
  }
}

/** Names are written `ENGINE_RPM ()`; a comma at the end makes an empty last column. */
function readHeader(cells: string[]): Columns {
  const names = cells.map((cell) => cell.replace(/\(.*\)/, "").trim());
  while (names.at(-1) === "") names.pop();
  const clock = names.findIndex((name) => clockNames.includes(name));
  if (clock < 0) throw wrongFile("carobd", `its header lacks ${clockNames[0]}`);
  return { names, clock };
}

function decodeRow({ line, cells }: CsvRow, { names, clock }: Columns): Decoded {
  if (cells.length < names.length) return reject(line, `the line is cut short: ${cells.length} of ${names.length} values`);
  const engineS = readNumber(cells[clock]);
  if (engineS === undefined || Number.isNaN(engineS) || engineS < 0) return reject(line, "the engine's clock is missing");
  const sample: Sample = { atMs: Math.round(engineS * 1000), pids: { [runTimePid]: engineS } };
  for (const [index, name] of names.entries()) {
    const value = readNumber(cells[index]);
    if (value === undefined || index === clock) continue;
    if (Number.isNaN(value)) return reject(line, `${name} is not a number: ${quote(cells[index] ?? "")}`);
    addValue(sample, name, value);
  }
  return accept(line, sample);
}

function addValue(sample: Sample, name: string, value: number): void {
  const signal = signals[name];
  const pid = pids[name];
  if (signal) sample[signal] = value;
  else if (pid) sample.pids = { ...sample.pids, [pid]: value };
}
