import { toIso } from "#server/domain/time.ts";
import type { DeviceFacts, UserFacts, Viewer } from "./facts.ts";
import { granted, toUrl } from "./fields.ts";
import { toAutomaticId, toDeviceId } from "./ids.ts";
import { splitName } from "./split-name.ts";

/** A person as version 2 writes one: an id, and with `scope:user:profile` who it is. Signing in is by e-mail address. */
export function toUser(user: UserFacts, viewer: Viewer) {
  return {
    id: toAutomaticId("user", user.uid),
    url: toUrl(viewer, "user", user.uid),
    ...granted(viewer, ["scope:user:profile"], () => ({ username: user.email, ...splitName(user.name), email: user.email })),
  };
}

/** Empty without `scope:user:profile`. No places are tagged here. */
export function toUserProfile(user: UserFacts, viewer: Viewer) {
  const url = toUrl(viewer, "user", user.uid);
  return granted(viewer, ["scope:user:profile"], () => ({
    url: `${url}profile/`,
    user: url,
    date_joined: toIso(user.createdAt.getTime()),
    tagged_locations: [],
  }));
}

/** Empty without `scope:user:profile`. There is no app of our own on a phone, so nothing is known of one. */
export function toUserMetadata(user: UserFacts, authenticatedClients: string[], viewer: Viewer) {
  const url = toUrl(viewer, "user", user.uid);
  return granted(viewer, ["scope:user:profile"], () => ({
    url: `${url}metadata/`,
    user: url,
    firmware_version: null,
    app_version: null,
    os_version: null,
    device_type: null,
    phone_platform: null,
    is_latest_app_version: true,
    authenticated_clients: authenticatedClients,
    is_staff: false,
  }));
}

/** An adapter of whoever asks. Nobody speaks to it directly, so it has no secrets for that. */
export function toDevice({ uid, firmware }: DeviceFacts, viewer: Viewer) {
  const id = toDeviceId(uid);
  return {
    id,
    url: `${toUrl(viewer, "user", viewer.userUid)}device/${id}/`,
    version: Number(/\d{1,9}/.exec(firmware ?? "")?.[0] ?? 1),
    ...granted(viewer, ["scope:adapter:basic"], () => ({ direct_access_token: "", app_encryption_key: "" })),
  };
}
