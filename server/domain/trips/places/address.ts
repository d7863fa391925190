/** Where a position is, in words; null is unknown. */
export interface Address {
  /** All of it, "5862 Arbor Vitae Street, Los Angeles, CA 90045, United States". */
  name: string;
  /** In short, "Arbor Vitae Street, Los Angeles, CA". */
  displayName: string;
  streetNumber: string | null;
  streetName: string | null;
  city: string | null;
  /** "CA": a code where the country has well-known ones, else a name. */
  state: string | null;
  /** ISO 3166-1 alpha-2, "US". */
  country: string | null;
}
