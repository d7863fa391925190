type Leave = () => void;

let ask: ((leave: Leave) => void) | null = null;

/** Leaves what is being edited: at once, or when the person agrees to lose what is not saved (see `LeaveGuard`). */
export function leavePage(leave: Leave): void {
  if (ask) ask(leave);
  else leave();
}

/** For `LeaveGuard`: whom to ask first; the result ends that. */
export function guardPage(askFirst: (leave: Leave) => void): () => void {
  ask = askFirst;
  return () => {
    if (ask === askFirst) ask = null;
  };
}
