/** What a trip can be tagged. The Automatic documents accept no other, and so every person has exactly these. */
export const tripTagNames = ["business"] as const;
export type TripTagName = (typeof tripTagNames)[number];

export const isTripTagName = (text: string): text is TripTagName => (tripTagNames as readonly string[]).includes(text);
