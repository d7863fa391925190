/** How a caller says who they are, and the curl line of a call. Secrets are shell variables, so that a line works as it stands. */
import type { ReferenceBody, ReferenceCall } from "./reference.ts";

/** One way to authenticate: the headers, and those that are enough for calls by which a person signs in. */
export interface AccessWay {
  name: "device" | "key" | "login" | "token";
  headers: readonly string[];
  program: readonly string[];
}

const bearer: AccessWay = { name: "device", headers: ["Authorization: Bearer $TOKEN"], program: ["Authorization: Bearer $TOKEN"] };
const bareKey: AccessWay = { name: "key", headers: ["Authorization: $KEY"], program: ["Authorization: $KEY"] };
const keyAndLogin: AccessWay = { name: "login", headers: ["Apikey: $KEY", "Authorization: Token $TOKEN"], program: ["Apikey: $KEY"] };
/** Of an app that a person allows; calls by which it gets one name the app in their body. */
const accessToken: AccessWay = { name: "token", headers: bearer.headers, program: [] };

const ways: Record<string, readonly AccessWay[]> = { carnot: [bareKey, keyAndLogin], automatic: [accessToken] };

/** The ways of a family, the simplest first. */
export function accessWaysOf(family: string): readonly AccessWay[] {
  return ways[family] ?? [bearer];
}

/** A call that ends a login presents its token in any case. */
function headersOf({ access, path }: ReferenceCall, way: AccessWay): readonly string[] {
  if (access === "none") return [];
  if (path === "/users/logout") return keyAndLogin.headers;
  return access === "program" ? way.program : way.headers;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Where the call is found, with an example in place of each parameter that must be there. */
function urlOf({ path, parameters }: ReferenceCall, baseUrl: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === "path" && candidate.name === name);
    return parameter?.example ?? (/integer|number/.test(parameter?.type ?? "") ? "1" : name);
  });
  const query = parameters
    .filter((parameter) => parameter.in === "query" && parameter.required)
    .map(({ name, example }) => `${name}=${example?.replaceAll(" ", "%20") ?? "…"}`);
  return `${baseUrl}${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

/** What needs no escaping in a form. */
const plainInForms = /^[\w.~:/-]*$/;

/** The body of the example: as an HTML form where one may be sent, else as JSON. */
function sentOf(body: ReferenceBody): string[] {
  const example: unknown = JSON.parse(body.example);
  if (body.sentAs === "JSON") return [`-H "Content-Type: application/json"`, `-d ${quoted(JSON.stringify(example))}`];
  return Object.entries(example ?? {}).map(([name, value]) => {
    const option = plainInForms.test(String(value)) ? "-d" : "--data-urlencode";
    return `${option} ${quoted(`${name}=${value}`)}`;
  });
}

/** `baseUrl` has no slash at its end: `https://motorpool.example/api/carnot`. */
export function toCurl(call: ReferenceCall, baseUrl: string, way: AccessWay): string {
  const { method, body } = call;
  const headers = headersOf(call, way).map((header) => `-H "${header}"`);
  const sent = body ? sentOf(body) : [];
  const verb = method === "GET" || (method === "POST" && body) ? [] : [`-X ${method}`];
  return ["curl", ...verb, ...headers, ...sent, quoted(urlOf(call, baseUrl))].join(" ");
}
