/** How the score is computed, in plain words. Every number comes from the model's constants. */
export const scoring = {
  title: "How the score is computed",
  version: "Score model {version}",
  lead: "A trip starts with full points in every part that can be measured. What is taken off is written down as a receipt: which rule, which second, which place, how many points. The receipts of a part add up to exactly what it lost.",
  formula: "Formula",
  whole: {
    title: "From parts to a score",
    text: "Each part has up to {points} points. The score is the points kept, as a share of the points that could be kept: a part that cannot be measured is left out, it neither helps nor hurts. Report cards and profiles show points of that hundred, rounded so that what is shown adds up: the parts to the score, the receipts to what is missing from it.",
    formula: "score = 100 × sum of points / ({points} × measured parts)",
    none: "A trip has no score, never zero, when it is shorter than {distance}, takes less than {duration}, or is recorded too poorly (grade D).",
    exposure: "Short trips are judged as if they were {distance} long, so that one event on the way to the baker's does not count tenfold.",
  },
  signal: {
    title: "What counts as braking and accelerating",
    text: "Speed comes from the car; where it reports none, from GPS. Only pairs of moments {min} to {max} s apart are compared. Changes above {limit} are sensor errors and dropped. Braking counts from {brakeFrom}, acceleration once {accelTo} is reached. Exceedances up to {merge} s apart are one event with the highest peak.",
    tiersCaption: "Thresholds and weights of events",
    grade: "Grade",
    brake: "Braking from",
    accel: "Acceleration from",
    weight: "Weight braking / acceleration",
    grades: { "1": "Firm", "2": "Hard", "3": "Very hard" },
    classes: "By vehicle: thresholds of motorcycles are multiplied by {motorcycle}, of vans by {van}, of trucks by {truck}.",
  },
  brake: {
    title: "Braking and acceleration",
    text: "Half of each part is for events, half for smoothness. {brake} weighted brakes per 100 km halve the event half of braking, {accel} weighted accelerations that of acceleration. Smoothness is the root mean square of all speed changes above {from}: at {best} or less it keeps all points, at {worst} or more none. Single changes count as {winsor} at most.",
    formula: "points = 10 × 2^(−weights per 100 km / halving) + 10 × (worst − smoothness) / (worst − best)",
  },
  speed: {
    title: "Speed",
    text: "Where limits of roads are not known, time above {first}, {second} and {third} counts with weights {w1}, {w2} and {w3}; a stretch ends {hysteresis} below. When {share} of the driving time is spent so (weighted), the part is halved. Where limits are known, they count instead, and seconds without a known limit are left out.",
    formula: "points = 20 × 2^(−weighted share of time / {share})",
  },
  idle: {
    title: "Idling",
    text: "Standing with the engine on counts from {from} on, so that traffic lights never do. Idling for {share} of the trip costs all points.",
    formula: "points = 20 × (1 − share of idling / {share})",
  },
  clutch: {
    title: "Clutch",
    text: "Only for manual gearboxes that report engine speed. The gears are learned from the car's own driving; time in which engine speed and road speed fit no gear, under more than {load} load, is slip. {share} of the driving time costs all points.",
    formula: "points = 20 × (1 − share of slip / {share})",
  },
  fuel: {
    title: "Fuel use",
    text: "The fuel or energy of the trip against what the same car usually needs at a similar mean speed (within {band}), once {trips} such trips are known. The usual or less keeps all points, {worst} times as much none.",
    formula: "points = 20 × ({worst} − ratio) / ({worst} − {best})",
  },
  driver: {
    title: "A driver's score",
    text: "The evidence of all trips of {days} days is added up; scores of trips are never averaged. A prior of {prior} of average driving ({brake} weighted brakes and {accel} weighted accelerations per 100 km) keeps the first kilometres from counting too much. The interval holds the true score with {interval} certainty. Below {provisional} a score is provisional.",
    night: "Night driving is shown and never scored: shift work is no fault.",
  },
  constants: {
    title: "All constants",
    hint: "As the program uses them; a change of any is a new version of the model",
    name: "Constant",
    value: "Value",
  },
  counters: {
    title: "Counters by Automatic's rule are something else",
    text: "Hard brakes, hard accelerations and seconds over 70, 75 and 80 mph on a trip are also counted by the simple rule that the Automatic API published (more than 11 km/h per second). Where they are shown they are named so; they never enter the score.",
  },
} as const;
