"use client";

import { createContext, useContext } from "react";
import type { LiveStatus } from "./live-update.ts";

export const LiveContext = createContext<LiveStatus>("connecting");

/** Whether changes of the fleet arrive by themselves. The frame of the screens keeps the connection; see `LiveProvider`. */
export function useLiveFleet(): LiveStatus {
  return useContext(LiveContext);
}
