/** Someone to call when a driver has had an accident. */
export interface EmergencyContact {
  name: string;
  phone: string;
  /** Null when unknown. */
  email: string | null;
}
