import { type Finding, printFindings } from "./finding.ts";
import { codeFiles, sourceFiles } from "./source-files.ts";
import { checkAssertionDensity } from "./tidy/assertion-density.ts";
import { checkBannedCalls } from "./tidy/banned-calls.ts";
import { checkDeadFiles } from "./tidy/dead-files.ts";
import { checkFileLengths } from "./tidy/file-lengths.ts";
import { checkForeignPlaces } from "./tidy/foreign-places.ts";
import { checkHabits } from "./tidy/habits.ts";
import { checkTestHabits } from "./tidy/test-habits.ts";

const TEXT = /(^LICENSE|\.(ts|tsx|cjs|mjs|json|ya?ml|md|css|html|sql|sh|csv)|\/run)$/;
const PLACES = [".ci", "bin", "src", "dashboard", "tests", "benches", "tools", "examples", "deploy", "docs"];
const PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "package.json", "package-lock.json"];

/** Every tidy check over the repository at `root`. */
export function tidy(root: string): readonly Finding[] {
  const code = codeFiles(root);
  return [
    checkBannedCalls(code),
    checkHabits(code),
    checkFileLengths(code),
    checkAssertionDensity(code),
    checkDeadFiles(code),
    checkTestHabits(code),
    checkForeignPlaces(sourceFiles(root, [...PLACES, ...PAPERS], TEXT)),
  ];
}

if (import.meta.main) process.exitCode = printFindings(tidy(process.cwd()));
