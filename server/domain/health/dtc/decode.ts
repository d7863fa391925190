/** What the five characters of any fault code say by themselves, by the structure of SAE J2012 / ISO 15031-6. */

export const dtcSystems = ["powertrain", "chassis", "body", "network"] as const;
export type DtcSystem = (typeof dtcSystems)[number];

/** The part of a system a code is about, as far as its structure tells. */
export const dtcSubsystems = [
  "fuel_air_emissions",
  "fuel_air",
  "injectors",
  "ignition",
  "emissions",
  "speed_idle_inputs",
  "outputs",
  "transmission",
  "hybrid",
  "cylinder_deactivation",
  "network_hardware",
  "lost_communication",
  "software",
  "data",
] as const;
export type DtcSubsystem = (typeof dtcSubsystems)[number];

export interface DecodedDtc {
  /** As it is written: `P0301`. */
  code: string;
  system: DtcSystem;
  /** True when the standard gives the code its meaning (or keeps it for that), false when each manufacturer gives its own. */
  generic: boolean;
  /** Null where the structure does not say. */
  subsystem: DtcSubsystem | null;
  /** "Powertrain, ignition system or misfire: manufacturer-specific code" */
  title: string;
}

const systems: Record<string, DtcSystem> = { P: "powertrain", C: "chassis", B: "body", U: "network" };

const systemNames: Record<DtcSystem, string> = { powertrain: "Powertrain", chassis: "Chassis", body: "Body", network: "Network" };

const subsystemNames: Record<DtcSubsystem, string> = {
  fuel_air_emissions: "fuel, air and emission controls",
  fuel_air: "fuel and air metering",
  injectors: "fuel injection",
  ignition: "ignition system or misfire",
  emissions: "emission controls",
  speed_idle_inputs: "speed, idle and other inputs",
  outputs: "control module and its outputs",
  transmission: "transmission",
  hybrid: "hybrid or electric drive",
  cylinder_deactivation: "cylinder deactivation",
  network_hardware: "data bus",
  lost_communication: "lost communication",
  software: "software that does not fit",
  data: "implausible data from another module",
};

const shape = /^[PCBU][0-3][0-9A-F]{3}$/;

/** Decodes a code in any case, spaces allowed; null for what is no code. */
export function decodeDtc(text: string): DecodedDtc | null {
  const code = text.replaceAll(/\s/g, "").toUpperCase();
  if (!shape.test(code)) return null;
  const system = systems[code.charAt(0)] ?? "powertrain";
  const range = code.charAt(1);
  const third = code.charAt(2);
  const generic = isGeneric(system, range, third);
  const subsystem = findSubsystem(system, range, third);
  return { code, system, generic, subsystem, title: titleOf(system, subsystem, generic) };
}

/**
 * Powertrain: 0 and 2 belong to the standard, 1 to the manufacturers, 3 to the manufacturers up to P33FF and to the standard from
 * P3400. The others: 0 and 3 belong to the standard, 1 and 2 to the manufacturers.
 */
function isGeneric(system: DtcSystem, range: string, third: string): boolean {
  if (system !== "powertrain") return range === "0" || range === "3";
  return range === "0" || range === "2" || (range === "3" && third >= "4");
}

/** By the third character. P0 and P1 are divided alike, though a manufacturer is free not to keep to it. */
const powertrainParts: Record<string, DtcSubsystem> = {
  0: "fuel_air_emissions",
  1: "fuel_air",
  2: "injectors",
  3: "ignition",
  4: "emissions",
  5: "speed_idle_inputs",
  6: "outputs",
  7: "transmission",
  8: "transmission",
  9: "transmission",
  A: "hybrid",
  B: "hybrid",
  C: "hybrid",
  D: "hybrid",
  E: "hybrid",
};

/** P2 goes its own way where P0 had no room left. */
const laterPowertrainParts: Record<string, DtcSubsystem> = {
  0: "fuel_air_emissions",
  1: "fuel_air_emissions",
  2: "fuel_air_emissions",
  3: "ignition",
  4: "emissions",
  5: "speed_idle_inputs",
  6: "outputs",
  7: "transmission",
  8: "transmission",
  9: "fuel_air_emissions",
  A: "fuel_air_emissions",
  B: "fuel_air_emissions",
};

const networkParts: Record<string, DtcSubsystem> = {
  0: "network_hardware",
  1: "lost_communication",
  2: "lost_communication",
  3: "software",
  4: "data",
  5: "data",
};

function findSubsystem(system: DtcSystem, range: string, third: string): DtcSubsystem | null {
  if (system === "network") return range === "0" ? (networkParts[third] ?? null) : null;
  if (system !== "powertrain") return null;
  if (range === "3") return third === "4" ? "cylinder_deactivation" : null;
  return (range === "2" ? laterPowertrainParts : powertrainParts)[third] ?? null;
}

function titleOf(system: DtcSystem, subsystem: DtcSubsystem | null, generic: boolean): string {
  const where = subsystem ? `${systemNames[system]}, ${subsystemNames[subsystem]}` : systemNames[system];
  return `${where}: ${generic ? "standard code" : "manufacturer-specific code"}`;
}
