/** Aborts on the first Ctrl-C or SIGTERM, so that work can end in good order; a second one ends the process. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      controller.abort();
      process.exitCode = code;
      process.once(signal, () => process.exit(code));
    });
  }
  return controller.signal;
}
