import type { Command } from "commander";
import { listVehicles } from "#db/queries/vehicles/vehicles.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { changeVehicle, createVehicle } from "#server/commands/vehicles/vehicles.ts";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { findAccountCalled, findVehicleCalled, listFound } from "./find-rows.ts";
import { readChoice, readNumber, readNumberOrNone, readText, readTextOrNone, requireText } from "./read-options.ts";
import { addRecutVerb } from "./recut.ts";

const classes = vehicles.vehicleClass.enumValues;
const fuels = vehicles.fuelType.enumValues;
const transmissions = vehicles.transmission.enumValues;

/** What is known of a car; what is not given stays out. */
function readColumns(options: Parameters<Run>[1]) {
  const limit = readNumber(options, "speedLimit");
  return {
    make: readText(options, "make"),
    model: readText(options, "model"),
    submodel: readTextOrNone(options, "submodel"),
    color: readTextOrNone(options, "color"),
    plate: readText(options, "plate"),
    year: readNumber(options, "year"),
    vin: readText(options, "vin"),
    vehicleClass: readChoice(options, "class", classes),
    fuelType: readChoice(options, "fuel", fuels),
    transmission: readChoice(options, "transmission", transmissions),
    fuelGrade: options["fuelGrade"] === "none" ? null : readChoice(options, "fuelGrade", fuelGrades),
    epaKmPerL: readNumberOrNone(options, "epa"),
    tankL: readNumber(options, "tank"),
    batteryKwh: readNumber(options, "battery"),
    ...(limit !== undefined && { speedLimitKmh: limit === 0 ? null : limit }),
  };
}

function withColumnOptions(command: Command): Command {
  return command
    .option("--make <make>", "who made it, Volkswagen")
    .option("--model <model>", "what it is called there, Golf")
    .option("--submodel <submodel>", "what kind of the model, GTI; none: not known")
    .option("--color <color>", "#1e3a8a; none: not known")
    .option("--plate <plate>", "its number plate")
    .option("--year <year>", "its model year")
    .option("--class <class>", `one of ${listChoices(classes)}`)
    .option("--fuel <fuel>", `one of ${listChoices(fuels)}`)
    .option("--transmission <kind>", `one of ${listChoices(transmissions)}`)
    .option("--fuel-grade <grade>", `one of ${listChoices(fuelGrades)}; none: not known`)
    .option("--epa <km/L>", "how far it goes on a litre by the US agency's test, city and highway combined; none: not known")
    .option("--vin <vin>", "17 letters and digits")
    .option("--tank <litres>", "what the tank holds")
    .option("--battery <kWh>", "what the traction battery holds")
    .option("--speed-limit <km/h>", "driving faster raises an alert; 0: no limit");
}

const accountHelp = "the account, by id or name";

export function createVehicleNoun(context: AdminContext): Command {
  const noun = createNoun("vehicle", "the cars of an account");
  withColumnOptions(
    addVerb(noun, context, "create", "create a vehicle", async ({ deps }, options) => {
      const { scope } = await findAccountCalled(deps, requireText(options, "account"));
      return createVehicle(deps, scope, { name: requireText(options, "name"), ...readColumns(options) });
    })
      .requiredOption("--account <account>", accountHelp)
      .requiredOption("--name <name>", "what people call it"),
  );
  addVerb(noun, context, "list", "list the vehicles of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listVehicles(deps.db, scope, deps.now()));
    return found.map(({ row }) => row);
  }).option("--account <account>", accountHelp);
  withColumnOptions(
    addVerb(noun, context, "update", "change what is known of a vehicle", async ({ deps }, options) => {
      const { scope, row } = await findVehicleCalled(deps, requireText(options, "vehicle"), readText(options, "account"));
      const change = Object.entries({ name: readText(options, "name"), ...readColumns(options) }).filter(
        ([, value]) => value !== undefined,
      );
      return changeVehicle(deps, scope, { vehicleId: row.id, ...Object.fromEntries(change) });
    })
      .requiredOption("--vehicle <vehicle>", "the vehicle, by id, name or plate")
      .option("--account <account>", accountHelp)
      .option("--name <name>", "what people call it"),
  );
  addRecutVerb(noun, context);
  return noun;
}
