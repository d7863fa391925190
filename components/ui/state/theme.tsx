"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { chooseTheme, type Theme } from "./display.ts";

interface ThemeChoice {
  theme: Theme;
  setTheme: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeChoice>({ theme: "system", setTheme: chooseTheme });

/** Holds the person's choice; what is seen follows `data-theme` on <html>. */
export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  const choice = useMemo(
    () => ({
      theme,
      setTheme: (next: Theme) => {
        setTheme(next);
        chooseTheme(next);
      },
    }),
    [theme],
  );
  return <ThemeContext value={choice}>{children}</ThemeContext>;
}

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext);
}
