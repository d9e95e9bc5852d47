// What the server gives the scripts, asked of it once a test file; the grammar stands where the scripts read it.
import { execFileSync } from "node:child_process";

const PYTHON = process.env.PASSAGE_PYTHON ?? ".venv/bin/python";
const ROOM = 64 * 1024 * 1024;

export const SERVED = JSON.parse(
  execFileSync(PYTHON, ["-m", "tests.script.served"], { encoding: "utf8", maxBuffer: ROOM }),
);
globalThis.PASSAGE_GRAMMAR = SERVED.grammar;
