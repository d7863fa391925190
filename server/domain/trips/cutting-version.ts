/**
 * The version of the rules by which samples become trips: of cleaning, segmenting and measuring, and of the time zones and towns that
 * trips carry. Raise it whenever the same samples may come out as other trips: each installation then cuts its stored samples again,
 * once, in the background.
 *
 * 1: several stretches that change at once, exact time zones, towns without former places.
 */
export const cuttingVersion = 1;
