import type { Positions } from "../../../generator/source/positions.ts";
import { ReadContext, type ReadContextOptions } from "../../../generator/source/read-context.ts";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";
import { upgrade, type OpenApiDocument } from "../../../generator/upgrade/upgrade.ts";

export type Json = Record<string, unknown>;

export interface Upgraded {
  readonly document: OpenApiDocument;
  /** As `code pointer`, in the order in which they were reported. */
  readonly problems: readonly string[];
  readonly positions: Positions;
}

export function contextOf(document: object, options?: ReadContextOptions): ReadContext {
  const context = new ReadContext(options);
  const locate = () => ({ line: 1, column: 1, text: "" });
  context.positions.add({ file: "api.yaml", locate, rawNumber: () => undefined }, document);
  return context;
}

export function run(document: object): Upgraded {
  const context = contextOf(document);
  const upgraded = upgrade(document, context);
  const problems = context.problems.map(({ code, location }) => `${code} ${location.pointer}`);
  return { document: upgraded, problems, positions: context.positions };
}

export function refusal(document: object): string {
  try {
    run(document);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`).join("\n");
  }
  return "nothing refused";
}

export const info = { title: "T", version: "1" };
export const responses = { "200": { description: "OK" } };

/** A Swagger 2.0 description with one operation, `POST /a/{id}`. */
export function swagger(operation: Json, rest: Json = {}): Json {
  return {
    swagger: "2.0",
    info,
    paths: { "/a/{id}": { post: { responses, ...operation } } },
    ...rest,
  };
}

/** An OpenAPI 3.0 description with one operation, `POST /a/{id}`. */
export function openapi(operation: Json, rest: Json = {}): Json {
  const { swagger: _version, ...description } = swagger(operation, rest);
  return { openapi: "3.0.3", ...description };
}

export function operationOf({ document }: Upgraded): unknown {
  return at(document, "paths", "/a/{id}", "post");
}

export function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    value,
  );
}
