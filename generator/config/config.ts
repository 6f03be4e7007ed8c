import type { Emitter } from "../emit/emitter.ts";

/**
 * The configuration in `openapi-actions.config.ts` (or `.js`, `.json`, or the key `openapi-actions`
 * of package.json): one client, or several with the settings they share. Paths are relative to the
 * file. Flags of the command line take precedence.
 */
export interface Config extends ClientConfig {
  /** Several clients; each takes from the level above what it does not say itself. */
  readonly clients?: readonly ClientConfig[];
}

/** The settings of one client. */
export interface ClientConfig {
  /** The description's file or URL; by default the file in `spec/`. */
  readonly input?: string;
  /** Header fields for a URL, and for no other; `${NAME}` in a value is an environment variable. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A file for a copy of what a URL gives: `generate` writes it, `check` reads it. */
  readonly save?: string;
  /** The package's folder; by default `generated`. */
  readonly output?: string;
  /** `package`, to build and publish, or `source`, for the project around; by default what fits. */
  readonly layout?: "package" | "source";
  /** The extension of relative imports; by default as the project's tsconfig.json resolves them. */
  readonly importExtension?: "ts" | "js" | "none";
  /** Overlays, applied in this order; by default `NAME.overlay.yaml` beside the description. */
  readonly overlays?: readonly string[];
  /** Which operations become part of the client, by patterns with `*` and `!`; by default all. */
  readonly filters?: Filters;
  /** Names of operations, by operationId or request line: `GET /?Action=PollForTask`. */
  readonly names?: Readonly<Record<string, string>>;
  /** Rules that make names of operationIds and of the names of schemas; `names` come before them. */
  readonly nameRules?: NameRules;
  /** By code: whether a warning, or an error that `--allow` takes, is left out, is a warning, or refuses. */
  readonly severities?: Readonly<Record<string, "off" | "warning" | "error">>;
  /** The base URL that the package names, in place of the description's servers. */
  readonly server?: string;
  /** The protocol of AWS that the service speaks, in place of `x-aws-protocol`. */
  readonly awsProtocol?:
    "query" | "ec2" | "json-1.0" | "json-1.1" | "rest-json" | "rest-xml" | "none";
  /** The prefix of the operation in `X-Amz-Target`, in place of `x-aws-target`. */
  readonly awsTarget?: string;
  /** Folders beside the description's own, and hosts (`https://example.com`), from which references may read. */
  readonly allowReference?: readonly string[];
  /** How much is read at most, where that is not the default. */
  readonly limits?: ReadingLimits;
  /** A folder with templates that take the place of single ones. */
  readonly templates?: string;
  /** Whether the package has `openapi.ts` too, with the types that openapi-typescript writes. */
  readonly openapiTypes?: boolean;
  /** `false` leaves `readonly` out of the types of schemas and parameters, for code that changes its data in place. */
  readonly readonly?: boolean;
  /** Whether named enums are objects too (`as const`), for code that lists values or calls them by name. */
  readonly enumObjects?: boolean;
  /** Whether each operation has a module of its own, as by default, or each tag: `operations/pets.ts`. */
  readonly groupBy?: "operation" | "tag";
  /** The type of `format: int64`; by default `number`, which keeps 53 bits of 64. */
  readonly int64?: "number" | "string" | "bigint";
  /** The type of `format: date-time`, converted both ways; by default `string`. */
  readonly dateTime?: "string" | "Date";
  /** Emitters that write further files into the output folder; only in a `.ts` or `.js` file. */
  readonly emitters?: readonly Emitter[];
}

/**
 * An operation has to pass each of these. A pattern matches the whole text, capitals included; `*`
 * matches anything but `/`, `**` anything, and a pattern that begins with `!` leaves out what it
 * matches.
 */
export interface Filters {
  /** Patterns of operationIds or request lines: `GET /?Action=Poll*`. */
  readonly operations?: readonly string[];
  /** Patterns of tags, one of which an operation has to have. */
  readonly tags?: readonly string[];
  /** Patterns of paths, without their query: `/users/**`. */
  readonly paths?: readonly string[];
  /** `false` leaves out what is deprecated. */
  readonly deprecated?: boolean;
}

/** Rules by what they name, applied one after another, each to what the one before it made. */
export interface NameRules {
  /** For operationIds, and request lines (`GET /users/{id}`) where there is none. */
  readonly operations?: readonly NameRule[];
  /** For the names of schemas, and so for those of types. */
  readonly schemas?: readonly NameRule[];
}

/** Replaces what matches, everywhere in a name: `{ match: "^\\w+Controller_", replace: "" }`. */
export interface NameRule {
  /** A regular expression with the flags `g` and `u`. */
  readonly match: string;
  /** `$1` is the first group, `$<name>` a named one. The result is written in camel or Pascal case. */
  readonly replace: string;
}

/** How much is read at most, so that no file takes all time or memory. */
export interface ReadingLimits {
  /** Of each file; by default 64 MiB. */
  readonly bytes?: number;
  /** Maps and lists within each other; by default 200. */
  readonly depth?: number;
  /** Maps, lists and scalars, with what YAML repeats; by default 2,000,000. */
  readonly values?: number;
  /** Lines, words and punctuation of YAML; by default 2,000,000. */
  readonly tokens?: number;
}

/** Gives a configuration its type: `export default defineConfig({ input: "spec/api.yaml" })`. */
export function defineConfig(config: Config): Config {
  return config;
}
