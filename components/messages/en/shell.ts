/** Navigation and frame. */
export const shell = {
  skip: "Skip to content",
  navigation: "Main",
  garage: "Garage",
  trips: "Trips",
  drivers: "Drivers",
  settings: "Settings",
  account: "Account",
  signOut: "Sign out",
  theme: "Theme",
  light: "Light",
  dark: "Dark",
  system: "System",
  userMenu: "Menu of {name}",
  roles: { owner: "Owner", manager: "Manager", driver: "Driver", viewer: "Viewer" },
} as const;
