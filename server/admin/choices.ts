/** What else the choices of options are usually called. A name counts where what it stands for is one of the choices. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  gasoline: ["petrol", "gas"],
  electric: ["ev", "bev"],
  hybrid: ["hev", "phev"],
  automatic: ["auto"],
  manual: ["stick"],
  motorcycle: ["motorbike"],
  truck: ["lorry"],
  midgrade: ["mid-grade", "plus"],
  F: ["female"],
  M: ["male"],
  O: ["other"],
  development: ["dev"],
  production: ["prod"],
  invited: ["invitation"],
  write: ["read-write"],
};

const namesOf = (choice: string): readonly string[] => (Object.hasOwn(synonyms, choice) ? (synonyms[choice] ?? []) : []);

/** The choices for `--help`, each with what else it may be called: "gasoline (petrol, gas), diesel". */
export function listChoices(choices: readonly string[]): string {
  return choices.map((choice) => (namesOf(choice).length > 0 ? `${choice} (${namesOf(choice).join(", ")})` : choice)).join(", ");
}

/** The choice that a text names, in capitals or not; undefined: none. */
export function findChoice<Choice extends string>(text: string, choices: readonly Choice[]): Choice | undefined {
  const wanted = text.trim().toLowerCase();
  return choices.find((choice) => [choice, ...namesOf(choice)].some((name) => name.toLowerCase() === wanted));
}
