import { type DecodedDtc, decodeDtc } from "./decode.ts";
import { findDtcEntry } from "./dictionary.ts";
import { type DtcSeverity, dtcSeverities } from "./severity.ts";

export interface DtcDescription extends DecodedDtc {
  /** False when only the structure of the code is known: causes are empty then. */
  known: boolean;
  meaning: string;
  /** Two or three, likeliest first. */
  causes: string[];
  severity: DtcSeverity;
  /** What to do. */
  advice: string;
}

const ownMeaning = "Each manufacturer gives this code its own meaning.";
const standardMeaning = "The standard gives this code a meaning that is not in our dictionary.";
const unknownAdvice = "Have the code looked up for this make and model, and watch for warnings and changes in how the car drives.";

/** What is known of a fault code, in any case, spaces allowed; null for what is no code. */
export function describeDtc(text: string): DtcDescription | null {
  const decoded = decodeDtc(text);
  if (!decoded) return null;
  const entry = findDtcEntry(decoded.code);
  if (!entry) {
    const meaning = decoded.generic ? standardMeaning : ownMeaning;
    return { ...decoded, known: false, meaning, causes: [], severity: "medium", advice: unknownAdvice };
  }
  const severity = dtcSeverities.find((each) => each === entry.severity) ?? "medium";
  return { ...decoded, known: true, title: entry.title, meaning: entry.meaning, causes: entry.causes, severity, advice: entry.advice };
}
