/** What version 2 answers, for the document of the API. What the token's scopes do not open is left out. */
import { z } from "zod";

const url = z.url();
const text = z.string().nullable();
const number = z.number().nullable();
const moment = z.iso.datetime();

export const user = z.object({
  id: z.string().meta({ example: "U_ffd955ba63db4c25" }),
  url,
  username: z.string().optional().meta({ description: "The e-mail address. This and the others need scope:user:profile." }),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  email: z.string().optional(),
});

export const userProfile = z.object({
  url: url.optional(),
  user: url.optional(),
  date_joined: moment.optional(),
  tagged_locations: z.array(z.unknown()).optional().meta({ description: "No places are tagged here: always empty." }),
});

export const userMetadata = z.object({
  url: url.optional(),
  user: url.optional(),
  firmware_version: text.optional(),
  app_version: text.optional(),
  os_version: text.optional(),
  device_type: text.optional(),
  phone_platform: text.optional(),
  is_latest_app_version: z.boolean().optional(),
  authenticated_clients: z.array(z.string()).optional().meta({ description: "Client ids of all apps the person allows." }),
  is_staff: z.boolean().optional(),
});

const secret = z.string().optional().meta({ description: "Always empty. Needs scope:adapter:basic." });

export const device = z.object({
  id: z.string().meta({ example: "021ac91c826b42eca99e685c" }),
  url,
  version: z.int().meta({ description: "The first number of the firmware's version, 1 when unknown." }),
  direct_access_token: secret,
  app_encryption_key: secret,
});

export const tag = z.object({ tag: z.string().meta({ example: "business" }) });
export const tripTag = tag.extend({ created_at: moment });

const dtc = z.object({ code: z.string(), created_at: moment, description: z.string() });

export const milChange = z.object({
  code: z.string(),
  on: z.boolean(),
  created_at: moment,
  description: z.string(),
});

const place = z.object({ lat: z.number(), lon: z.number(), accuracy_m: z.number() });

export const vehicle = z.object({
  url,
  id: z.string().meta({ example: "C_8e7b567626c24695" }),
  vin: text.optional().meta({ description: "Needs scope:vehicle:vin." }),
  created_at: moment.optional().meta({ description: "This and the others but latest_location need scope:vehicle:profile." }),
  updated_at: moment.optional(),
  make: text.optional(),
  model: text.optional(),
  year: z.int().nullable().optional(),
  submodel: text.optional(),
  display_name: text.optional(),
  color: text.optional().meta({ example: "#d15fed" }),
  fuel_grade: text.optional().meta({ example: "premium" }),
  fuel_level_percent: number.optional(),
  battery_voltage: number.optional(),
  active_dtcs: z.array(dtc).nullable().optional().meta({ description: "Confirmed codes, with when they were first confirmed." }),
  latest_location: place.extend({ created_at: moment }).optional().meta({ description: "Needs scope:location. Left out while unknown." }),
});

const withBehavior = number.optional().meta({ description: "Needs scope:behavior." });
const counted = z.int().optional().meta({ description: "Needs scope:behavior." });
const score = number.optional().meta({ description: "0 to 50. Needs scope:behavior." });

const end = place.nullable().optional().meta({ description: "Null where no position was measured. Needs scope:location." });
const address = z
  .object({ name: text, display_name: text, street_number: text, street_name: text, city: text, state: text, country: text })
  .nullable()
  .optional()
  .meta({ description: "Without a street where only the nearest town is known. Needs scope:location." });

const vehicleEvent = z.object({
  type: z.enum(["speeding", "hard_accel", "hard_brake"]),
  lat: number.optional().meta({ description: "Hard braking and acceleration, with scope:location." }),
  lon: number.optional(),
  created_at: moment.optional(),
  g_force: z.number().optional().meta({ description: "In units of standard gravity, always positive." }),
  start_distance_m: z.number().optional().meta({ description: "Speeding: from the start of the trip." }),
  end_distance_m: z.number().optional(),
  started_at: moment.optional(),
  ended_at: moment.optional(),
  velocity_kph: z.number().optional().meta({ description: "The highest speed." }),
});

export const trip = z.object({
  url: url.optional(),
  id: z.string().optional().meta({ example: "T_db5c2635ffd945ba" }),
  driver: url.optional().meta({ description: "Who drove; of a trip that is nobody's, whoever asks." }),
  user: url.optional().meta({ description: "Whoever asks." }),
  started_at: moment.optional(),
  ended_at: moment.optional(),
  distance_m: z.number().optional(),
  duration_s: z.number().optional(),
  vehicle: url.optional(),
  start_location: end,
  start_address: address,
  end_location: end,
  end_address: address,
  path: text.optional().meta({ description: "Encoded polyline; null without positions. Needs scope:location." }),
  fuel_cost_usd: withBehavior,
  fuel_volume_l: withBehavior,
  average_kmpl: withBehavior,
  average_from_epa_kmpl: withBehavior,
  score_events: score,
  score_speeding: score,
  hard_brakes: counted,
  hard_accels: counted,
  duration_over_70_s: counted,
  duration_over_75_s: counted,
  duration_over_80_s: counted,
  vehicle_events: z.array(vehicleEvent).optional().meta({ description: "Needs scope:vehicle:events." }),
  start_timezone: z.string().optional(),
  end_timezone: z.string().optional(),
  city_fraction: withBehavior,
  highway_fraction: withBehavior,
  night_driving_fraction: withBehavior,
  idling_time_s: z.number().optional(),
  tags: z.array(z.string()).optional(),
});
