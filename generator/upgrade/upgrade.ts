// The stage `upgrade`. In: a description of any version, from one document. Out: the same as
// OpenAPI 3.1, its faults corrected and reported. Knows nothing of operations' names or of
// TypeScript.
import { isNode, asList, type Node } from "../data/json-object.ts";
import type { ReadContext } from "../source/read-context.ts";
import { Operations } from "./operation.ts";
import { Parameters } from "./parameter.ts";
import { Schemas } from "./schema.ts";
import { securitySchemesOf } from "./security.ts";
import { serversOf } from "./server.ts";
import { UpgradeContext, type Dialect } from "./context.ts";
import { Draft, isExtension } from "./draft.ts";
import { Bodies } from "./body.ts";
import { ParameterValues } from "./parameter-values.ts";
import { Responses } from "./responses.ts";

/**
 * A description normalized to OpenAPI 3.1. Its guarantees are listed below; anything else may still
 * have any value.
 */
export interface OpenApiDocument {
  readonly openapi: string;
  /** `title` and `version` are strings, perhaps empty. */
  readonly info: Node;
  readonly servers?: readonly unknown[];
  /**
   * Path keys are unchanged. Besides extensions, each path item is an object with nothing but methods
   * in lower case, each of them an object, and `parameters`, `summary`, `description`, `servers`.
   * Parameters are arrays of objects with `name` and `in`, or references. `responses` is an object.
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

/** OpenAPI 3.2 is 3.1 with more, and stays what it is. */
function versionOf({ openapi }: Node): string {
  return /^\s*v?3\.2(?!\d)/.test(String(openapi)) ? "3.2.0" : "3.1.1";
}

/**
 * Upgrades a description of any version to OpenAPI 3.1, so that one reader is enough. Faults are
 * corrected and reported, once for each location. The input is not changed; nodes that need not
 * change are shared with it, and new ones have the positions of the old ones.
 * @param document a Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2 description, its positions added to the
 *   context and its references to other files resolved
 * @throws DescriptionError where it is no such description, or has no operations
 */
export function upgrade(document: object, readContext: ReadContext): OpenApiDocument {
  const root: Node = isNode(document) ? document : readContext.positions.copy({}, document);
  const context = openSource(root, readContext);
  const { paths, "x-ms-paths": otherPaths } = pathsOf(context);
  const webhooks = webhooksOf(root);
  const schemas = new Schemas(context);
  const values = new ParameterValues(context, schemas);
  const parameters = new Parameters(context, values);
  const bodies = new Bodies(context, values);
  const responses = new Responses(context, values);
  const operations = new Operations(context, parameters, bodies, responses);

  const servers = context.dialect === "2.0" ? serversOf(context, root) : asList(root["servers"]);
  const upgraded = {
    openapi: versionOf(root),
    info: infoOf(context),
    ...(servers.length > 0 && { servers }),
    ...othersOf(context),
    ...(webhooks && { webhooks: operations.upgradePaths(webhooks) }),
    paths: operations.upgradePaths(paths),
    ...(otherPaths && { "x-ms-paths": operations.upgradePaths(otherPaths) }),
  };
  const sections = componentsOf(context);
  const shared = {
    ...sections,
    callbacks: operations.upgradeCallbacks(sections.callbacks),
    headers: values.upgradeHeaders(sections.headers),
    parameters: parameters.shared(),
    pathItems: operations.upgradePaths(sections.pathItems),
    requestBodies: bodies.shared(),
    responses: responses.shared(),
    securitySchemes: securitySchemesOf(context),
  };
  const components = { schemas: schemas.named(), ...shared };
  context.derive(components, root, "components");
  return context.derive({ ...upgraded, components }, root);
}

/** Determines the version of the description. */
function openSource(root: Node, readContext: ReadContext): UpgradeContext {
  const open = (dialect: Dialect): UpgradeContext => new UpgradeContext(root, dialect, readContext);
  const key = ["openapi", "swagger"].find((one) => ["string", "number"].includes(typeof root[one]));
  if (key === undefined) return inferDialect(root, open);

  const given = root[key];
  const format = key === "swagger" ? "Swagger" : "OpenAPI";
  const [, dialect] = dialects.find(([form]) => form.test(String(given))) ?? [];
  if (dialect === undefined) {
    return open("3.1").fail("unsupported-version", [root, key], { format, version: given });
  }
  const context = open(dialect);
  if (key === "openapi" && Object.hasOwn(root, "swagger")) {
    context.warn("invalid-version", [root, "swagger"], { fault: "both" });
  }
  const isValid = typeof given === "string" && validVersion.test(given);
  if (!isValid || (key === "swagger") !== (dialect === "2.0")) {
    const as = `${dialect === "2.0" ? "Swagger" : "OpenAPI"} ${dialect}`;
    context.warn("invalid-version", [root, key], { fault: "value", key, value: given, as });
  }
  return context;
}

/** The version of a description that does not state it. */
function inferDialect(root: Node, open: (dialect: Dialect) => UpgradeContext): UpgradeContext {
  const other = ["swaggerVersion", "asyncapi"].find((one) => Object.hasOwn(root, one));
  if (other !== undefined) {
    const format = other === "asyncapi" ? "AsyncAPI" : "Swagger";
    const version = root[other];
    open("2.0").fail("unsupported-version", [root, other], { format, version });
  }
  if (!isNode(root["paths"]) && !isNode(root["x-ms-paths"])) {
    open("3.1").fail("not-a-description", [root], { found: "object" });
  }
  const is3 = isNode(root["components"]) || Array.isArray(root["servers"]);
  const context = open(is3 ? "3.1" : "2.0");
  context.warn("missing-version", [root], { as: is3 ? "OpenAPI 3.1" : "Swagger 2.0" });
  return context;
}

/** `2.0` (Swagger 2.0, "swagger"), or major, minor and patch (OpenAPI 3.1, section 4.1). */
const validVersion = /^(?:2\.0|3\.\d+\.\d+(?:-[\w.-]+)?)$/;

const dialects: readonly (readonly [RegExp, Dialect])[] = [
  [/^\s*v?2(\.0)*\s*$/, "2.0"],
  [/^\s*v?3(\.0|\s*$)/, "3.0"],
  [/^\s*v?3\.[12]($|\D)/, "3.1"],
];

function pathsOf(context: UpgradeContext): {
  readonly paths: Node;
  readonly "x-ms-paths": Node | undefined;
} {
  const { root } = context;
  const { paths, "x-ms-paths": others } = root;
  const isEmpty = !isNode(paths) || Object.keys(paths).length === 0;
  if (isEmpty && !isNode(others) && webhooksOf(root)) {
    return { paths: context.derive({}, root), "x-ms-paths": undefined };
  }
  if (!isNode(paths) && !isNode(others)) {
    const isMissing = paths === undefined;
    const key = isMissing ? undefined : "paths";
    context.fail("missing-paths", [root, key], { fault: isMissing ? "missing" : "not-an-object" });
  }
  return {
    paths: isNode(paths) ? paths : context.derive({}, root, "paths"),
    "x-ms-paths": isNode(others) ? others : undefined,
  };
}

/** `webhooks`, or what descriptions before OpenAPI 3.1 have in its place (Redocly's extension). */
function webhooksOf({ webhooks, "x-webhooks": extension }: Node): Node | undefined {
  if (isNode(webhooks)) return webhooks;
  return isNode(extension) ? extension : undefined;
}

function infoOf(context: UpgradeContext): Node {
  const { info } = context.root;
  if (!isNode(info)) {
    context.warn("missing-info", [context.root]);
    return context.derive({ title: "", version: "" }, context.root, "info");
  }
  const draft = new Draft(info);
  draft.keep(infoKeys);
  for (const key of ["title", "version", "description", "summary", "termsOfService"])
    draft.string(key);
  for (const key of ["title", "version"]) draft.set(key, draft.get(key) ?? "");
  for (const key of ["contact", "license"]) if (!isNode(info[key])) draft.set(key, undefined);
  return draft.finish(context);
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

/** The other keys of the description, unchanged. */
function othersOf(context: UpgradeContext): Node {
  const { root } = context;
  const { externalDocs, jsonSchemaDialect, security, tags } = root;
  const extensions = Object.entries(root).filter(([key]) => isExtension(key));
  return {
    ...(Array.isArray(security) && { security }),
    ...(Array.isArray(tags) && {
      tags: context.mapList(tags, (tag) =>
        typeof tag === "string" ? context.derive({ name: tag }, tags) : tag,
      ),
    }),
    ...(isNode(externalDocs) && { externalDocs }),
    ...(typeof jsonSchemaDialect === "string" && { jsonSchemaDialect }),
    ...Object.fromEntries(extensions.filter(([key]) => !pathMaps.has(key))),
  };
}

/** Extensions that are upgraded. */
const pathMaps: ReadonlySet<string> = new Set(["x-ms-paths", "x-webhooks"]);

/** The sections of `components` that are kept unchanged, and those that are upgraded in place. */
function componentsOf(context: UpgradeContext): {
  readonly callbacks: Node;
  readonly headers: Node;
  readonly pathItems: Node;
  readonly [section: string]: unknown;
} {
  const components = context.root["components"];
  const sections = Object.entries(isNode(components) ? components : {}).filter(
    ([key, value]) => isExtension(key) || (untouched.has(key) && isNode(value)),
  );
  const section = (key: string): Node => {
    const value = isNode(components) ? components[key] : undefined;
    return isNode(value) ? value : context.derive({}, context.root, "components");
  };
  return {
    ...Object.fromEntries(sections),
    callbacks: section("callbacks"),
    headers: section("headers"),
    pathItems: section("pathItems"),
  };
}

const untouched: ReadonlySet<string> = new Set(["examples", "links"]);
