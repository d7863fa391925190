"use client";

import { ScreenError } from "#components/shell/screen-error.tsx";

export default function ScreensError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <ScreenError error={error} reset={reset} />;
}
