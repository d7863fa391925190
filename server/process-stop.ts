const limitMs = 10_000;

/**
 * Ends the process after `stop` when it is told to (SIGTERM, Ctrl-C) or when the process that started it is gone;
 * at the latest after ten seconds.
 */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    stop().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  // The channel to the starter closes when the starter dies, even when it is killed.
  process.on("disconnect", end);
}
