import { isNode, type Node } from "../json/json-object.ts";
import type { Places } from "../source/positions.ts";
import type { Problem } from "../diagnostics/problem.ts";
import { Operations } from "./operation.ts";
import { Parameters } from "./parameter.ts";
import { Schemas } from "./schema.ts";
import { securitySchemesOf } from "./security.ts";
import { givenServers, serversOf } from "./server.ts";
import { Draft, isExtension, quote, Source, type Dialect } from "./context.ts";

/**
 * A description as OpenAPI 3.1, with what a reader may rely on. Beyond that, any value may stand in
 * any place.
 */
export interface OpenApiDocument {
  readonly openapi: string;
  /** `title` and `version` are texts, perhaps empty. */
  readonly info: Node;
  readonly servers?: readonly unknown[];
  /**
   * Path keys as they were received. But for extensions, each holds a map with nothing but methods
   * in lower case, each of them a map, and `parameters`, `summary`, `description`, `servers`.
   * Parameters are lists of maps, named and placed, or references. `responses` is there, a map.
   */
  readonly paths: Node;
  /** Like `paths`. */
  readonly "x-ms-paths"?: Node;
  readonly components: {
    readonly schemas: Node;
    readonly parameters: Node;
    readonly responses: Node;
    readonly requestBodies: Node;
    readonly [section: string]: unknown;
  };
  readonly [key: string]: unknown;
}

const version = "3.1.1";

/**
 * Upgrades a description to OpenAPI 3.1, whatever its version, so that one reader will do. Faults
 * are mended in a stated way and reported, once for each place. The input is not changed; what
 * need not differ from it is the same object, and what does has its place.
 * @param document a Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2 description, its places entered and its
 *   references to other files resolved
 * @throws DescriptionError where it is no such description, or has nothing to call
 */
export function upgrade(
  document: object,
  places: Places,
  report: (problem: Problem) => void,
): OpenApiDocument {
  const root: Node = isNode(document) ? document : places.derive({}, document);
  const source = openSource(root, places, report);
  const { paths, "x-ms-paths": otherPaths } = pathsOf(source);
  const schemas = new Schemas(source);
  const parameters = new Parameters(source, schemas);
  const operations = new Operations(source, parameters);

  const servers = source.dialect === "2.0" ? serversOf(source, root) : givenServers(source);
  const upgraded = {
    openapi: version,
    info: infoOf(source),
    ...(servers.length > 0 && { servers }),
    ...othersOf(source),
    paths: operations.upgradePaths(paths),
    ...(otherPaths && { "x-ms-paths": operations.upgradePaths(otherPaths) }),
  };
  const sections = componentsOf(source);
  const shared = {
    ...sections,
    headers: parameters.upgradeHeaders(sections.headers),
    parameters: parameters.shared(),
    pathItems: operations.upgradePaths(sections.pathItems),
    requestBodies: operations.sharedBodies(),
    responses: operations.sharedResponses(),
    securitySchemes: securitySchemesOf(source),
  };
  const components = { schemas: schemas.named(), ...shared };
  source.derive(components, root, "components");
  return source.derive({ ...upgraded, components }, root);
}

/** Finds out whose rules the description follows. */
function openSource(root: Node, places: Places, report: (problem: Problem) => void): Source {
  const open = (dialect: Dialect): Source => new Source(root, dialect, places, report);
  const key = ["openapi", "swagger"].find((one) => ["string", "number"].includes(typeof root[one]));
  const hint = "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read.";

  if (key === undefined) {
    const other = ["swaggerVersion", "asyncapi"].find((one) => Object.hasOwn(root, one));
    if (other !== undefined) {
      const what = other === "asyncapi" ? "AsyncAPI" : "Swagger";
      const message = `${what} ${quote(root[other])} is not supported.`;
      open("2.0").refuse("unsupported-version", message, hint, root, other);
    }
    if (!isNode(root["paths"]) && !isNode(root["x-ms-paths"])) {
      const message = "Neither `swagger` nor `openapi`: this is no description of an API.";
      open("3.1").refuse("no-version", message, hint, root);
    }
    const is3 = isNode(root["components"]) || Array.isArray(root["servers"]);
    const source = open(is3 ? "3.1" : "2.0");
    source.warn(
      "no-version",
      `Neither \`swagger\` nor \`openapi\`; by its contents taken as ${is3 ? "OpenAPI 3.1" : "Swagger 2.0"}.`,
      'Begin it with `swagger: "2.0"` or `openapi: 3.1.0`.',
      root,
    );
    return source;
  }

  const given = root[key];
  const [, dialect] = dialects.find(([form]) => form.test(String(given))) ?? [];
  if (dialect === undefined) {
    const message = `${key === "swagger" ? "Swagger" : "OpenAPI"} ${String(given)} is not supported.`;
    return open("3.1").refuse("unsupported-version", message, hint, root, key);
  }
  const source = open(dialect);
  if (typeof given !== "string" || (key === "swagger") !== (dialect === "2.0")) {
    source.warn(
      "odd-version",
      `\`${key}: ${String(given)}\`; read as ${dialect === "2.0" ? "Swagger" : "OpenAPI"} ${dialect}.`,
      'Write `swagger: "2.0"` or `openapi: "3.1.0"`.',
      root,
      key,
    );
  }
  return source;
}

const dialects: readonly (readonly [RegExp, Dialect])[] = [
  [/^\s*v?2(\.0)*\s*$/, "2.0"],
  [/^\s*v?3(\.0|\s*$)/, "3.0"],
  [/^\s*v?3\.[12]($|\D)/, "3.1"],
];

function pathsOf(source: Source): {
  readonly paths: Node;
  readonly "x-ms-paths": Node | undefined;
} {
  const { root } = source;
  const { paths, "x-ms-paths": others, webhooks } = root;
  const isEmpty = !isNode(paths) || Object.keys(paths).length === 0;
  if (isEmpty && !isNode(others) && isNode(webhooks)) {
    source.refuse(
      "no-paths",
      "There are only webhooks, which the service calls: there is nothing to call.",
      "Take a description of the service itself.",
      root,
    );
  }
  if (!isNode(paths) && !isNode(others)) {
    source.refuse(
      "no-paths",
      paths === undefined
        ? "There are no `paths`: there is nothing to call."
        : "`paths` is no map.",
      "Write a map of paths.",
      root,
      paths === undefined ? undefined : "paths",
    );
  }
  return {
    paths: isNode(paths) ? paths : source.derive({}, root, "paths"),
    "x-ms-paths": isNode(others) ? others : undefined,
  };
}

function infoOf(source: Source): Node {
  const { info } = source.root;
  if (!isNode(info)) {
    const message = "There is no `info`; title and version are left empty.";
    source.warn("no-info", message, "Write `info` with `title` and `version`.", source.root);
    return source.derive({ title: "", version: "" }, source.root, "info");
  }
  const draft = new Draft(info);
  draft.keep(infoKeys);
  for (const key of ["title", "version", "description", "summary", "termsOfService"])
    draft.text(key);
  for (const key of ["title", "version"]) draft.set(key, draft.get(key) ?? "");
  for (const key of ["contact", "license"]) if (!isNode(info[key])) draft.set(key, undefined);
  return draft.finish(source);
}

const infoKeys: ReadonlySet<string> = new Set([
  "title",
  "version",
  "description",
  "summary",
  "termsOfService",
  "contact",
  "license",
]);

/** What is kept of the description as it is. */
function othersOf(source: Source): Node {
  const { root } = source;
  const { externalDocs, jsonSchemaDialect, security, tags, webhooks } = root;
  const extensions = Object.entries(root).filter(([key]) => isExtension(key));
  return {
    ...(Array.isArray(security) && { security }),
    ...(Array.isArray(tags) && {
      tags: source.mapList(tags, (tag) =>
        typeof tag === "string" ? source.derive({ name: tag }, tags) : tag,
      ),
    }),
    ...(isNode(externalDocs) && { externalDocs }),
    ...(typeof jsonSchemaDialect === "string" && { jsonSchemaDialect }),
    ...(isNode(webhooks) && { webhooks }),
    ...Object.fromEntries(extensions.filter(([key]) => key !== "x-ms-paths")),
  };
}

/** The sections of `components` that are left as they are, and those that are upgraded in place. */
function componentsOf(source: Source): {
  readonly headers: Node;
  readonly pathItems: Node;
  readonly [section: string]: unknown;
} {
  const components = source.root["components"];
  const sections = Object.entries(isNode(components) ? components : {}).filter(
    ([key, value]) => isExtension(key) || (untouched.has(key) && isNode(value)),
  );
  const section = (key: string): Node => {
    const value = isNode(components) ? components[key] : undefined;
    return isNode(value) ? value : source.derive({}, source.root, "components");
  };
  return {
    ...Object.fromEntries(sections),
    headers: section("headers"),
    pathItems: section("pathItems"),
  };
}

const untouched: ReadonlySet<string> = new Set(["callbacks", "examples", "links"]);
