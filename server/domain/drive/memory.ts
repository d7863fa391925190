/** What the watch over a car's drive remembers from one upload to the next. */
export interface DriveMemory {
  /** The samples up to this moment will not be looked at again, epoch ms. */
  untilMs: number;
}
