/** The documents of a car or a driver that Motorpool keeps. */
export const documentKinds = ["registration", "insurance", "pollution", "licence", "service_bill"] as const;
export type DocumentKind = (typeof documentKinds)[number];
