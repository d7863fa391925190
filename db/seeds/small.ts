import type { Scenario } from "./scenario.ts";

/** A few hours of three cars, at any time of day: a scored trip, one still on the road, an electric car, a fault code. */
export const small: Scenario = {
  name: "small",
  account: "Small fleet",
  timeZone: "America/Chicago",
  seed: "small",
  demo: false,
  users: [
    { email: "owner@small.example", name: "Owner Small", role: "owner" },
    { email: "driver@small.example", name: "Driver Small", role: "driver" },
    { email: "viewer@small.example", name: "Vera Viewer", role: "viewer" },
  ],
  drivers: [
    { key: "careful", name: "Carla Careful", temperament: "careful" },
    { key: "rough", name: "Rufus Rough", temperament: "rough", email: "driver@small.example" },
  ],
  vehicles: [
    {
      name: "Careful Civic",
      model: "civic",
      plate: "SM 1",
      drivers: [{ driver: "careful" }],
      adapter: "prompt",
      pattern: "rounds",
      days: 0.1,
      home: [-8, 6],
      work: [-4, 2],
      lastTripMinutesAgo: 8,
      onTheRoad: true,
    },
    {
      name: "Rough Golf",
      model: "golf",
      plate: "SM 2",
      drivers: [{ driver: "rough" }],
      adapter: "prompt",
      pattern: "rounds",
      days: 0.1,
      home: [-10, 3],
      work: [-4, 2],
      faults: [{ code: "P0301", daysAgo: 0.09 }],
      lastTripMinutesAgo: 45,
    },
    {
      name: "Quiet Bolt",
      model: "bolt",
      plate: "SM 3",
      drivers: [{ driver: "careful" }],
      adapter: "prompt",
      pattern: "rounds",
      days: 0.05,
      home: [-6, 10],
      work: [-4, 2],
      lastTripMinutesAgo: 60,
    },
  ],
};
