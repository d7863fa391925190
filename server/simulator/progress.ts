import { SingleBar } from "cli-progress";
import { formatDuration } from "#server/cli-duration.ts";

export interface Progress {
  say(line: string): void;
  /** Starts a bar over this many seconds of recording. */
  begin(totalS: number): void;
  add(seconds: number): void;
  end(): void;
}

const barOptions = { formatTime: formatDuration, hideCursor: true, clearOnComplete: true };

/** Progress on standard error: a bar on a terminal, sentences only elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const bar = stream.isTTY ? new SingleBar({ stream, format: "{bar} {percentage}%  {eta_formatted} left", ...barOptions }) : undefined;
  return {
    say: (line) => void stream.write(`${line}\n`),
    begin: (totalS) => bar?.start(Math.round(totalS), 0),
    add: (seconds) => bar?.increment(Math.round(seconds)),
    end: () => bar?.stop(),
  };
}
