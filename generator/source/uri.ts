import { fileURLToPath, pathToFileURL } from "node:url";

/** Whether a text names something on the network. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * Where a reference leads (RFC 3986, section 5): the path of a file, or a URL of the network without
 * its fragment; `undefined` for what is neither. From the network nothing leads to a file.
 *
 * @param base the path or URL of what the reference stands in.
 */
export function placeFrom(reference: string, base: string): string | undefined {
  if (!isWebAddress(base)) {
    const path = pathFrom(reference, base);
    if (path !== undefined) return path;
  }
  if (!URL.canParse(reference, isWebAddress(base) ? base : "file:///")) return undefined;
  const url = new URL(reference, isWebAddress(base) ? base : "file:///");
  url.hash = "";
  return isWebAddress(url.href) ? url.href : undefined;
}

/**
 * The path of the file that a relative reference names (RFC 3986, section 5); `undefined` for a URL
 * of the network, and for what names no file.
 *
 * @param file where the reference stands.
 */
export function pathFrom(reference: string, file: string): string | undefined {
  try {
    const url = new URL(reference, pathToFileURL(file));
    // With a host, `//host/a`, Windows would ask the network.
    return url.protocol === "file:" && url.host === "" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}
