"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from "lucide-react";
import Link from "next/link";
import { leave } from "#components/accounts/sign-in/leave.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Menu, MenuItem, MenuLabel, MenuLink, MenuRadioGroup, MenuSeparator } from "#components/ui/overlays/menu.tsx";
import { useTheme } from "#components/ui/state/theme.tsx";
import type { ShellPerson } from "./shell-person.ts";

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ person }: { person: ShellPerson }) {
  const t = useMessages();
  const { theme, setTheme } = useTheme();
  return (
    <Menu side="top" align="start" trigger={<UserButton person={person} label={t("shell.userMenu", { name: person.name })} />}>
      <MenuLabel>
        <span className="block font-medium">{person.name}</span>
        <span className="block text-xs text-muted">{person.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuRadioGroup
        label={t("shell.theme")}
        value={theme}
        onChange={setTheme}
        options={[
          { value: "system", label: t("shell.system"), icon: <Monitor aria-hidden="true" /> },
          { value: "light", label: t("shell.light"), icon: <Sun aria-hidden="true" /> },
          { value: "dark", label: t("shell.dark"), icon: <Moon aria-hidden="true" /> },
        ]}
      />
      <MenuSeparator />
      <MenuLink>
        <Link href="/settings">
          <SlidersHorizontal aria-hidden="true" />
          {t("shell.settings")}
        </Link>
      </MenuLink>
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => void leave("/sign-in")}>
        {t("shell.signOut")}
      </MenuItem>
    </Menu>
  );
}

function UserButton({ person, label, ...rest }: { person: ShellPerson; label: string }) {
  const t = useMessages();
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className="flex w-full items-center gap-2.5 rounded-md p-2 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover"
    >
      <Avatar name={person.name} />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block truncate text-sm font-medium">{person.name}</span>
        <span className="block text-xs text-muted">{t(`shell.roles.${person.role}`)}</span>
      </span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-faint" />
    </button>
  );
}
