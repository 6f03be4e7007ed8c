import type { SignatureV4 } from "@smithy/signature-v4";
import type { AwsClient } from "aws4fetch";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Fetch } from "../../generated/runtime/index.ts";

/** The recipes of the generated README for Signature Version 4. */
export interface Recipes {
  readonly signed: (fetch: Fetch, aws: AwsClient) => Fetch;
  readonly signedBySmithy: (fetch: Fetch, signer: SignatureV4) => Fetch;
}

/** Imports the recipes as the README has them. */
export async function importRecipes(): Promise<Recipes> {
  const root = join(import.meta.dirname, "../..");
  const readme = await readFile(join(root, "generated/README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = ""]) => code);
  const code = blocks.filter((block) => /from "(?:aws4fetch|@smithy)/.test(block)).join("");
  // Within the project, where the libraries are found.
  const folder = await mkdtemp(join(root, "node_modules", ".cache-signing-"));
  try {
    const path = join(folder, "recipes.mts");
    await writeFile(path, `${code}export { signed, signedBySmithy };`);
    return (await import(pathToFileURL(path).href)) as Recipes;
  } finally {
    await rm(folder, { recursive: true });
  }
}
