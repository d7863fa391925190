/** Whether changes arrive by themselves. */
export const live = { connecting: "Connecting…", live: "Live", offline: "Reconnecting…" } as const;
