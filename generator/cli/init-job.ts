import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file to write, and why nothing is lost by it. */
export interface Plan {
  readonly file: string;
  readonly text: string;
  readonly note: string;
}

export type CiService = "github" | "gitlab";

/** The commands of a package manager. */
export interface Manager {
  /** Those that a machine of CI with Node and npm needs first. */
  readonly setup: readonly string[];
  readonly install: string;
  readonly run: string;
  /** Runs an executable of an installed package. */
  readonly exec: string;
}

/** Returns the package manager of a project, by its lock file. */
export function managerOf(folder: string): Manager {
  const has = (file: string): boolean => existsSync(join(folder, file));
  if (has("pnpm-lock.yaml")) {
    // It changes to the version that package.json asks for, if any.
    const setup = ["npm install --global pnpm"];
    return { setup, install: "pnpm install --frozen-lockfile", run: "pnpm run", exec: "pnpm exec" };
  }
  if (has("bun.lock") || has("bun.lockb")) {
    const setup = ["npm install --global bun"];
    return { setup, install: "bun install --frozen-lockfile", run: "bun run", exec: "bunx" };
  }
  if (has("yarn.lock")) {
    // The lock file of Yarn 1 has no metadata, and Yarn 1 no --immutable.
    const isClassic = !/^__metadata:/m.test(readFileSync(join(folder, "yarn.lock"), "utf8"));
    return isClassic
      ? { setup: [], install: "yarn install --frozen-lockfile", run: "yarn run", exec: "yarn run" }
      : {
          setup: ["corepack enable"],
          install: "yarn install --immutable",
          run: "yarn run",
          exec: "yarn run",
        };
  }
  return { setup: [], install: "npm ci", run: "npm run", exec: "npx" };
}

/** Plans the job of a CI service that checks the client. */
export function planJob(ci: CiService, manager: Manager, check: string): Plan {
  const steps = [...manager.setup, manager.install, `${manager.run} ${check}`];
  const note = "checks that the client is up to date";
  if (ci === "gitlab") {
    const script = steps.map((step) => `    - ${step}\n`).join("");
    return {
      file: ".gitlab-ci.yml",
      text: `openapi-actions:\n  image: node:22\n  script:\n${script}`,
      note,
    };
  }
  const text = `name: openapi-actions
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
${steps.map((step) => `      - run: ${step}\n`).join("")}`;
  return { file: ".github/workflows/openapi-actions.yml", text, note };
}
