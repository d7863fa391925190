/**
 * Every visible string comes from a message file, English first.
 *
 * - A namespace is one file, `components/messages/en/<noun>.ts`, exporting `const <noun> = {…} as const`; register it in `en.ts`.
 * - `t("trip.title")` reads one message; `{name}` in it is a value the types ask for.
 * - A message that counts is `{ one: "{count} trip", other: "{count} trips" }`; the form is picked by `Intl.PluralRules`
 *   and `{count}` is written with the locale's digits.
 * - Server files import `t`; components call `useMessages()`, so that a second language only changes the provider.
 * - A language is a file of the same shape (`typeof en` with other strings) handed to `createMessages`.
 */
import { en, type Messages } from "./en.ts";

type Plural = { one: string; other: string };

type Leaf<T, Path extends string = ""> = T extends string | Plural
  ? Path
  : { [K in keyof T & string]: Leaf<T[K], Path extends "" ? K : `${Path}.${K}`> }[keyof T & string];

/** Each message by its dotted path. */
export type MessageKey = Leaf<Messages>;

type At<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type NamesOf<M> = M extends { one: infer O extends string; other: infer P extends string }
  ? Names<O> | Names<P> | "count"
  : M extends string
    ? Names<M>
    : never;

type ValueOf<Name extends string> = { [K in Name]: K extends "count" ? number : string | number };

type Args<Key extends MessageKey> = [NamesOf<At<Messages, Key>>] extends [never] ? [] : [values: ValueOf<NamesOf<At<Messages, Key>>>];

export type Translate = <Key extends MessageKey>(key: Key, ...values: Args<Key>) => string;

type Tree = { readonly [key: string]: string | Tree };

/** The reader of one language's messages. Throws for a path that does not exist: types should have caught it. */
export function createMessages(messages: Tree, locale: string): Translate {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, ...[values]) => {
    const found = find(messages, key);
    const given: Record<string, string | number> = values ?? {};
    const { count } = given;
    const text = typeof found === "string" ? found : pick(found, key, plural.select(Number(count ?? 0)));
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = given[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

function find(messages: Tree, key: string): string | Tree {
  let node: string | Tree = messages;
  for (const part of key.split(".")) {
    const next: string | Tree | undefined = typeof node === "string" ? undefined : node[part];
    if (next === undefined) throw new Error(`No message "${key}".`);
    node = next;
  }
  return node;
}

function pick(forms: Tree, key: string, form: string): string {
  const text = forms[form] ?? forms["other"];
  if (typeof text !== "string") throw new Error(`"${key}" is not a message.`);
  return text;
}

/** English messages, for server files (page titles) and for components outside the provider. */
export const t: Translate = createMessages(en, "en");
