/** The cars of the simulator: what their speed, fuel and engine speed follow from. */
import type { CarModelName } from "#db/seeds/scenario.ts";
import type { VehicleClass } from "#server/domain/scoring/constants.ts";
import type { FuelGrade } from "#server/domain/vehicles/traits.ts";

export type Powertrain = "gasoline" | "diesel" | "hybrid" | "electric";

export interface CarModel {
  make: string;
  model: string;
  submodel: string | null;
  year: number;
  vehicleClass: VehicleClass;
  powertrain: Powertrain;
  transmission: "manual" | "automatic";
  massKg: number;
  /** Drag coefficient times frontal area, m². */
  dragM2: number;
  ratedKw: number;
  /** km/h for each 1,000 rpm, gear by gear; empty for an electric car. */
  gears: readonly number[];
  idleRpm: number;
  idleLph: number;
  /** Litres for each kWh at the wheels. */
  litresPerKwh: number;
  tankL: number;
  fuelGrade: FuelGrade | null;
  /** By the US agency's test, city and highway combined (fueleconomy.gov); null: too heavy for that test. */
  epaMpg: number | null;
  /** Traction battery; 0 without one. */
  batteryKwh: number;
  /** How the adapter knows the fuel: `rate` and `maf` as the standard's PIDs, `level` only by the tank. */
  fuelSignal: "rate" | "maf" | "level";
}

const automaticGears = [9.5, 15.5, 24, 33, 43, 55];
const manualGears = [7.6, 14.2, 21.3, 28.6, 36];

export const carModels: Record<CarModelName, CarModel> = {
  civic: {
    make: "Honda",
    model: "Civic",
    submodel: "EX",
    year: 2019,
    vehicleClass: "car",
    powertrain: "gasoline",
    transmission: "automatic",
    massKg: 1380,
    dragM2: 0.62,
    ratedKw: 116,
    gears: automaticGears,
    idleRpm: 720,
    idleLph: 0.75,
    litresPerKwh: 0.4,
    tankL: 47,
    fuelGrade: "regular",
    epaMpg: 33,
    batteryKwh: 0,
    fuelSignal: "rate",
  },
  golf: {
    make: "Volkswagen",
    model: "Golf",
    submodel: "TSI S",
    year: 2017,
    vehicleClass: "car",
    powertrain: "gasoline",
    transmission: "manual",
    massKg: 1400,
    dragM2: 0.65,
    ratedKw: 110,
    gears: manualGears,
    idleRpm: 800,
    idleLph: 0.8,
    litresPerKwh: 0.4,
    tankL: 50,
    fuelGrade: "regular",
    epaMpg: 29,
    batteryKwh: 0,
    fuelSignal: "maf",
  },
  charger: {
    make: "Dodge",
    model: "Charger",
    submodel: "SXT",
    year: 2018,
    vehicleClass: "car",
    powertrain: "gasoline",
    transmission: "automatic",
    massKg: 1950,
    dragM2: 0.75,
    ratedKw: 218,
    gears: [10, 16, 26, 38, 52, 70],
    idleRpm: 650,
    idleLph: 1.3,
    litresPerKwh: 0.4,
    tankL: 70,
    fuelGrade: "regular",
    epaMpg: 23,
    batteryKwh: 0,
    fuelSignal: "rate",
  },
  prius: {
    make: "Toyota",
    model: "Prius",
    submodel: "LE",
    year: 2020,
    vehicleClass: "car",
    powertrain: "hybrid",
    transmission: "automatic",
    massKg: 1450,
    dragM2: 0.55,
    ratedKw: 90,
    gears: [18, 27, 36, 46],
    idleRpm: 1000,
    idleLph: 0.6,
    litresPerKwh: 0.32,
    tankL: 43,
    fuelGrade: "regular",
    epaMpg: 52,
    batteryKwh: 1.3,
    fuelSignal: "maf",
  },
  bolt: {
    make: "Chevrolet",
    model: "Bolt EV",
    submodel: "LT",
    year: 2022,
    vehicleClass: "car",
    powertrain: "electric",
    transmission: "automatic",
    massKg: 1670,
    dragM2: 0.7,
    ratedKw: 150,
    gears: [],
    idleRpm: 0,
    idleLph: 0,
    litresPerKwh: 0,
    tankL: 0,
    fuelGrade: null,
    epaMpg: 120,
    batteryKwh: 65,
    fuelSignal: "level",
  },
  transit: {
    make: "Ford",
    model: "Transit",
    submodel: "250",
    year: 2018,
    vehicleClass: "van",
    powertrain: "diesel",
    transmission: "automatic",
    massKg: 2600,
    dragM2: 1.7,
    ratedKw: 125,
    gears: [8.5, 14.5, 23, 32, 42, 54],
    idleRpm: 750,
    idleLph: 0.9,
    litresPerKwh: 0.29,
    tankL: 80,
    fuelGrade: "diesel",
    epaMpg: null,
    batteryKwh: 0,
    fuelSignal: "rate",
  },
  npr: {
    make: "Isuzu",
    model: "NPR",
    submodel: "HD",
    year: 2016,
    vehicleClass: "truck",
    powertrain: "diesel",
    transmission: "automatic",
    massKg: 5200,
    dragM2: 3.9,
    ratedKw: 160,
    gears: [7, 12, 19, 28, 38, 48],
    idleRpm: 650,
    idleLph: 1.4,
    litresPerKwh: 0.27,
    tankL: 115,
    fuelGrade: "diesel",
    epaMpg: null,
    batteryKwh: 0,
    fuelSignal: "level",
  },
  outback: {
    make: "Subaru",
    model: "Outback",
    submodel: "2.5i",
    year: 2015,
    vehicleClass: "car",
    powertrain: "gasoline",
    transmission: "automatic",
    massKg: 1650,
    dragM2: 0.78,
    ratedKw: 129,
    gears: automaticGears,
    idleRpm: 700,
    idleLph: 0.85,
    litresPerKwh: 0.38,
    tankL: 70,
    fuelGrade: "regular",
    epaMpg: 28,
    batteryKwh: 0,
    fuelSignal: "rate",
  },
};
