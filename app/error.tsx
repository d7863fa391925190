"use client";

import { ScreenError } from "#components/shell/screen-error.tsx";

export default function AppError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ScreenError error={error} reset={reset} />
    </main>
  );
}
