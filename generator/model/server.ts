/** A base URL of the service (OpenAPI 3.1, section 4.8.5). */
export interface Server {
  /** Variables are in braces: `https://{region}.example.com/v1`. */
  readonly url: string;
  /** A short name (OpenAPI 3.2), or empty. */
  readonly name: string;
  readonly description: string;
  /** Those that occur in `url`, in that order. */
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string | undefined;
  /** The allowed values; empty where any is allowed. */
  readonly values: readonly string[];
  readonly description: string;
}

/** Returns a server with nothing but its URL, of which the variables are unknown. */
export function plainServer(url: string): Server {
  const variables = variableNames(url).map((name) => {
    return { name, default: undefined, values: [], description: "" };
  });
  return { url, name: "", description: "", variables };
}

/** Returns a URL with its variables at their defaults. A variable without one stays in braces. */
export function defaultUrl({ url, variables }: Server): string {
  const defaults = new Map(variables.map((one) => [`{${one.name}}`, one.default]));
  return url.replace(variable, (template) => defaults.get(template) ?? template);
}

/** Returns the names in braces, each once. */
export function variableNames(url: string): readonly string[] {
  return [...new Set(Array.from(url.matchAll(variable), ([, name = ""]) => name))];
}

/** Returns the literal text of a URL, with the names of variables between: text, name, text, … */
export function partsOfUrl(url: string): readonly string[] {
  return url.split(variable);
}

const variable = /\{([^{}]+)\}/g;
