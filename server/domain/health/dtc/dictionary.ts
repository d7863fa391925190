/**
 * What the commonest standard fault codes mean, in words for the person who drives the car. Plain data in codes/, a file for each
 * range. It is large: screens get the entries they show through the server and never import this.
 */
import body from "./codes/body.json";
import chassis from "./codes/chassis.json";
import controlModule from "./codes/control-module.json";
import emissions from "./codes/emissions.json";
import fuelAir from "./codes/fuel-air.json";
import fuelAirAuxiliary from "./codes/fuel-air-auxiliary.json";
import hybrid from "./codes/hybrid.json";
import ignition from "./codes/ignition.json";
import injection from "./codes/injection.json";
import network from "./codes/network.json";
import laterPowertrain from "./codes/powertrain-2.json";
import speedIdleInputs from "./codes/speed-idle-inputs.json";
import transmission from "./codes/transmission.json";

interface Entry {
  title: string;
  meaning: string;
  causes: string[];
  severity: string;
  advice: string;
}

export const dtcFiles: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  body,
  chassis,
  controlModule,
  emissions,
  fuelAir,
  fuelAirAuxiliary,
  hybrid,
  ignition,
  injection,
  laterPowertrain,
  network,
  speedIdleInputs,
  transmission,
};

const entries: ReadonlyMap<string, Entry> = new Map(Object.values(dtcFiles).flatMap((file) => Object.entries(file)));

/** The entry of a code as it is written, `P0301`. */
export function findDtcEntry(code: string): Entry | undefined {
  return entries.get(code);
}
