import { charts } from "./en/charts.ts";
import { common } from "./en/common.ts";
import { map } from "./en/map.ts";
import { settings } from "./en/settings.ts";
import { setup } from "./en/setup.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";

/** All English messages by namespace. A screen adds its own file in `en/` and its name here. */
export const en = { charts, common, map, settings, setup, shell, signIn } as const;

export type Messages = typeof en;
