import { z } from "zod";
import { idInput } from "./vehicles/vehicles.input.ts";

/** The id of an event of the outbox, as text: what an EventSource keeps and sends when it connects again. */
const eventId = z.string().regex(/^\d{1,16}$/);

/** Whose page asks, and the last event it knows of. */
export const liveInput = z.strictObject({ userId: idInput, accountId: idInput, lastEventId: eventId.nullish() });
