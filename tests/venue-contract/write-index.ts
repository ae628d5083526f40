import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexText } from "./index-text.ts";

/** Writes the index of the cards; the test compares it. */
writeFileSync(join(import.meta.dirname, "README.md"), indexText());
