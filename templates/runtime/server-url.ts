import { encode } from "./encode.ts";

/**
 * Tags the URL of a server with the values of its variables: `` serverUrl`https://${region}.api.test` ``.
 * The values are percent-encoded, so that none leads to another host, but for `:` in the host and `/`
 * in the path. A value at the beginning is a scheme or a URL of its own.
 *
 * @throws ParameterError for a lone surrogate, which names the text before the value.
 */
export function serverUrl(literals: TemplateStringsArray, ...values: readonly string[]): string {
  return literals.reduce((before, literal, index) => {
    const value = String(values[index - 1]);
    if (before === "") return value + literal;
    const isInPath = /^(?:\w+:\/\/[^/]*)?\//.test(before);
    const kept = isInPath ? /%2F/g : /%3A/g;
    return before + encode(value, before).replace(kept, decodeURIComponent) + literal;
  });
}
