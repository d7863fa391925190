import { type Attack, newNetwork, pause, repeat } from "./attack.ts";
import { Browser } from "./sign-in.ts";
import { password } from "./stage.ts";

const betweenSignInsMs = 1500;

export const guesses: Attack = {
  name: "guesses",
  what: "guesses at a password, each from a new network",
  async run({ origin, other: { owner } }, signal) {
    const known = new Browser(origin);
    if (!(await known.signIn({ email: owner.email, password }, newNetwork()))) throw new Error("The right password was refused.");
    const [right, taken] = [{ email: owner.email, password }, [] as boolean[]];
    const signInAgain = async () => {
      for (await pause(betweenSignInsMs, signal); !signal.aborted; await pause(betweenSignInsMs, signal)) {
        known.signOut();
        taken.push(await known.signIn(right, newNetwork()));
      }
    };
    const guess = async (turn: number) => {
      await new Browser(origin).signIn({ email: owner.email, password: `guess number ${turn}` }, newNetwork(), signal);
    };
    const [made] = await Promise.all([repeat(signal, 8, guess), signInAgain()]);
    return [`${made} guesses; of the right passwords from a known browser ${taken.filter(Boolean).length} of ${taken.length} were taken`];
  },
};
