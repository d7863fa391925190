/** Runs in the browser while Motorpool is closed, too: shows what the server pushes and opens the alert it is about. */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, body, tag, path } = readNote(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/icon-180.png", data: { path } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});

/** Every push must show something, also one that cannot be read. */
function readNote(data) {
  const fallback = { title: "Motorpool", body: "", tag: "motorpool", path: "/alerts" };
  try {
    return { ...fallback, ...data?.json() };
  } catch {
    return fallback;
  }
}

/** Leads to a path of this site only: in a window that is open, else in a new one. */
async function open(path) {
  const asked = new URL(String(path ?? "/alerts"), self.location.origin);
  const url = asked.origin === self.location.origin ? asked.href : new URL("/alerts", self.location.origin).href;
  const [window] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!window) return self.clients.openWindow(url);
  try {
    await window.focus();
    return await window.navigate(url);
  } catch {
    return self.clients.openWindow(url);
  }
}
