import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installTools } from "./install.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder with what the projects need, and the packed program, in its `node_modules`. */
    readonly tools: string;
  }
}

const folder = await mkdtemp(join(tmpdir(), "projects-"));

/** Installs everything once, for all suites of this folder. */
export async function setup(project: TestProject): Promise<void> {
  const start = performance.now();
  await installTools(folder);
  console.log(`installed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  project.provide("tools", folder);
}

export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true });
}
