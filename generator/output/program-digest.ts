import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FilesDigest } from "./files-digest.ts";
import { digest } from "./manifest.ts";

/**
 * Returns the digest of all that decides what a published program writes: its version, its code and
 * its templates. Declarations and licences do nothing.
 *
 * @param home the folder of the program.
 */
export function digestProgram(home: string): string {
  const found = new FilesDigest();
  const names: string[] = [];
  const add = (name: string): void => {
    names.push(name);
    found.addFile(join(home, name));
  };
  const addFolder = (folder: string): void => {
    for (const entry of readdirSync(join(home, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory() && name !== "dist/types") addFolder(name);
      if (entry.isFile() && !name.endsWith(".txt")) add(name);
    }
  };
  add("package.json");
  addFolder("dist");
  addFolder("templates");
  return digest(JSON.stringify([names, found.end()]));
}
