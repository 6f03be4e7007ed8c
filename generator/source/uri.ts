import { fileURLToPath, pathToFileURL } from "node:url";

/** Whether a string is an http or https URL. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** Whether a description is read from a URL or from standard input, not from a file. */
export function isRemoteInput(input: string): boolean {
  return input === "-" || isWebAddress(input);
}

/**
 * Resolves a reference (RFC 3986, section 5) to the path of a file, or to an http or https URL without
 * its fragment; `undefined` for anything else. A document from the network cannot refer to a file.
 *
 * @param base the path or URL of the document with the reference.
 */
export function resolveUri(reference: string, base: string): string | undefined {
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
 * Resolves a relative reference (RFC 3986, section 5) to the path of a file; `undefined` for a URL of
 * the network, and for what is not the name of a file.
 *
 * @param file the file with the reference.
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
