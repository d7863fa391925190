/** Calls in one request: the client splits what is more, the server refuses it. */
export const maxBatchItems = 30;
