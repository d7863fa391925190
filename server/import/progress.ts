import { SingleBar } from "cli-progress";
import { formatDuration } from "#server/cli-duration.ts";
import type { FileReport } from "./import-file.ts";

/** Shows how far an import is, on standard error: a bar on a terminal, a line a file elsewhere. */
export interface Progress {
  begin(totalBytes: number): void;
  addBytes(bytes: number): void;
  startFile(file: string): void;
  endFile(report: FileReport): void;
  failFile(file: string, message: string): void;
  /** A sentence of its own. */
  say(line: string): void;
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? createBar(stream) : createLines(stream);
}

function createLines(stream: NodeJS.WritableStream): Progress {
  const say = (line: string) => stream.write(`${line}\n`);
  return {
    begin: () => {},
    addBytes: () => {},
    startFile: () => {},
    endFile: (report) => say(`${report.file}: ${summarise(report)}`),
    failFile: (file, message) => say(`${file}: ${message}`),
    say,
    end: () => {},
  };
}

function createBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    format: "{bar} {percentage}%  {eta_formatted} left  {file}",
    // The library's own shows 120 s as "1m60s".
    formatTime: formatDuration,
    hideCursor: true,
    clearOnComplete: true,
  });
  let file = "";
  /** What is said while the bar is drawn waits until it is gone; null when there is no bar. */
  let waiting: string[] | null = null;
  const say = (line: string) => (waiting ? waiting.push(line) : stream.write(`${line}\n`));
  return {
    begin: (totalBytes) => {
      waiting = [];
      bar.start(Math.max(totalBytes, 1), 0, { file });
    },
    addBytes: (bytes) => bar.increment(bytes, { file }),
    startFile: (name) => {
      file = name;
    },
    endFile: () => {},
    failFile: () => {},
    say,
    end: () => {
      bar.stop();
      const lines = waiting ?? [];
      waiting = null;
      for (const line of lines) say(line);
    },
  };
}

/** "812 samples new, 3 already there, 1 rejected". */
export function summarise(report: FileReport): string {
  const counts = [
    `${report.accepted} samples new`,
    report.duplicates + report.skipped > 0 && `${report.duplicates + report.skipped} already there`,
    report.joined > 0 && `${report.joined} rows of one moment joined`,
    report.rejected > 0 && `${report.rejected} rejected`,
  ];
  return counts.filter((part) => part !== false).join(", ");
}
