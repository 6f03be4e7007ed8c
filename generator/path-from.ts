import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The path of the file that a relative reference names (RFC 3986, section 5); `undefined` for a URL
 * of the network, and for what names no file.
 *
 * @param file where the reference stands.
 */
export function pathFrom(reference: string, file: string): string | undefined {
  try {
    const url = new URL(reference, pathToFileURL(file));
    return url.protocol === "file:" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}
