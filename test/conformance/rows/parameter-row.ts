import type { Row } from "./row.ts";

/** A parameter, the caller's value, and the raw request. */
export interface ParameterRow {
  readonly parameter: Parameter;
  readonly value: unknown;
  /** The raw target, for parameters of the path and the query. */
  readonly target?: string;
  /** The raw value of the header `color` or of `Cookie`; `null` for none. */
  readonly header?: string | null;
  /** Other parameters of the operation, and their values. */
  readonly more?: readonly (readonly [Parameter, unknown])[];
  readonly facts?: Partial<Row>;
}

export type Parameter = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly in: string;
};

export function toRow([name, { parameter, value, target, header, more = [], facts }]: readonly [
  string,
  ParameterRow,
]): Row {
  const all = [[parameter, value] as const, ...more];
  const given: Record<string, Record<string, unknown>> = {};
  for (const [one, own] of all) (given[one.in] ??= {})[one.name] = own;
  const field = parameter.in === "cookie" ? "cookie" : "color";
  const isPath = parameter.in === "path";
  return {
    name,
    clause: "OpenAPI 3.1.1, 4.8.12",
    ...(isPath && { path: "/x/{color}" }),
    operation: {
      parameters: all.map(([one]) => (one.in === "path" ? { ...one, required: true } : one)),
    },
    call: given,
    ...(target !== undefined && { request: { line: `GET ${target}` } }),
    ...(header !== undefined && { request: { headers: { [field]: header } } }),
    ...facts,
  };
}
