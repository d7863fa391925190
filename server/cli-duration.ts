/**
 * Seconds as a line of progress shows them: "45s", "2m05s", "1h05m". Rounded to seconds before they are parted, and above a minute to
 * five of them, so that neither a 60 is shown nor every second another time. Before anything is measured, "?".
 */
export function formatDuration(seconds: unknown): string {
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return "?";
  const exactS = Math.max(0, Math.round(seconds));
  if (exactS < 60) return `${exactS}s`;
  const s = Math.round(exactS / 5) * 5;
  if (s < 3600) return `${Math.floor(s / 60)}m${pad(s % 60)}s`;
  const minutes = Math.round(s / 60);
  return `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
}

const pad = (count: number): string => String(count).padStart(2, "0");
