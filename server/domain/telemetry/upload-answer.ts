import type { RejectedRecord } from "./slice.ts";

/** What the sender of an upload is told, in the words of the wire; also what is stored for a sender who asks again. */
export interface UploadAnswer {
  batch_id: string;
  /** Records that told something new. */
  accepted: number;
  /** Records of which all was known already. */
  duplicates: number;
  /** At most {@link maxRejectedListed} of them, in the order of the upload. */
  rejected: RejectedRecord[];
  /** How many were rejected, when the list does not show all. */
  rejected_total?: number;
  /** What the device is asked to do; nothing can be asked of one yet. */
  commands: never[];
  /** Present when this batch was stored before: the answer is the one it got then. */
  repeated?: true;
}

export const maxRejectedListed = 1000;
