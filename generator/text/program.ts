import { existsSync, readFileSync } from "node:fs";

/** The folder of this program, from the sources as from the bundle: where its package.json is. */
export const programFolder: URL = findUpwards("package.json", new URL(".", import.meta.url));

/** The version of this program. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("package.json", programFolder), "utf8"),
  );
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

function findUpwards(file: string, folder: URL): URL {
  const parent = new URL("..", folder);
  const isHere = existsSync(new URL(file, folder)) || parent.href === folder.href;
  return isHere ? folder : findUpwards(file, parent);
}
