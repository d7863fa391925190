import { config } from "zod/v4/core";

// Runs ahead of everything else in the browser: our policy forbids evaluating text as code, and zod is not to try.
config({ jitless: true });
