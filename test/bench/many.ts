// Many descriptions in one configuration: `npm run bench:many`, with a folder of descriptions; by
// default the corpus beside the checkout. Prints the time of `generate`, cold and unchanged, and of
// `check`, for all of them and for each three times, since memory should not grow with clients.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.ts";
import { program } from "./tools.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const corpus = resolve(process.argv[2] ?? join(root, "../shared/corpus"));
if (!existsSync(corpus)) {
  process.stderr.write(`${corpus} does not exist: name a folder of descriptions.\n`);
  process.exit(2);
}
const descriptions = readdirSync(corpus, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(?:json|ya?ml)$/.test(file))
  .sort();
execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });

const folder = mkdtempSync(join(tmpdir(), "many-"));
try {
  process.stdout.write(`${availableParallelism()} cores\n`);
  for (const times of [1, 3]) {
    const inputs = Array.from({ length: times }, () => descriptions).flat();
    const clients = inputs.map((file, index) => ({
      input: join(corpus, file),
      output: `out-${times}/${index}`,
    }));
    const config = `many-${times}.json`;
    writeFileSync(join(folder, config), JSON.stringify({ clients }));
    for (const [scenario, command] of [
      ["cold", "generate"],
      ["unchanged", "generate"],
      ["check", "check"],
    ] as const) {
      const { cpu, wall, memory } = measure([program, command, "--config", config], folder);
      const cells = [wall, cpu, memory].map((one) => one.toFixed(1).padStart(8)).join(" ");
      process.stdout.write(
        `${clients.length} clients, ${scenario.padEnd(10)} wall and CPU in s, MiB:${cells}\n`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
