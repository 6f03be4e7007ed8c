import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A generator that the bench runs. */
export interface Tool {
  readonly name: string;
  /** Whether Swagger 2.0 has to be converted for it. */
  readonly needs3: boolean;
  /** The script and its arguments, that write `out` or a file of that name. */
  readonly command: (description: string) => readonly string[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = join(root, "test/bench/peers/node_modules");

/** This program, as it is published. */
export const program: string = join(root, "dist/main.js");

/** This program's name in the tables. */
export const own = "openapi-actions";

/** The one that the others are compared with: the fastest whose output compiles. */
export const reference = "oazapfts";

export const tools: readonly Tool[] = [
  {
    name: own,
    needs3: false,
    command: (description) => [program, "generate", description, "--output", "out"],
  },
  {
    name: reference,
    needs3: true,
    command: (description) => [join(packages, "oazapfts/dist/cli.js"), description, "out.ts"],
  },
  {
    name: "orval",
    needs3: false,
    command: (description) => {
      const flags = ["--client", "fetch", "--output", "out.ts"];
      return [join(packages, "orval/dist/bin/orval.mjs"), "--input", description, ...flags];
    },
  },
  {
    name: "@hey-api/openapi-ts",
    needs3: false,
    command: (description) => {
      const flags = ["--no-log-file", "-o", "out"];
      return [join(packages, "@hey-api/openapi-ts/bin/run.js"), "-i", description, ...flags];
    },
  },
  {
    name: "openapi-typescript",
    needs3: true,
    command: (description) => {
      const cli = join(packages, "openapi-typescript/bin/cli.js");
      return [cli, description, "--output", "out.ts"];
    },
  },
];
