import { nearest } from "../diagnostics/suggest.ts";

/** The keywords of JSON Schema that `schema.json` uses. */
interface ConfigSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: ConfigSchema;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ConfigSchema;
}

/**
 * Validates a configuration against its JSON Schema.
 *
 * @param at the path of the value: `clients[0].filters`; empty at the root.
 * @returns a sentence for each fault.
 */
export function faultsOf(value: unknown, schema: ConfigSchema, at = ""): readonly string[] {
  const where = at === "" ? "The configuration" : `\`${at}\``;
  if (schema.enum) {
    const words = schema.enum.map((word) => JSON.stringify(word)).join(", ");
    return schema.enum.includes(value) ? [] : [`${where} has to be one of ${words}.`];
  }
  if (schema.type === "array") {
    const { items } = schema;
    if (!Array.isArray(value)) return [`${where} has to be a list.`];
    return items ? value.flatMap((item, index) => faultsOf(item, items, `${at}[${index}]`)) : [];
  }
  if (schema.type !== "object") {
    return typeof value === schema.type ? [] : [`${where} has to be a ${schema.type}.`];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${where} has to be an object.`];
  }
  const { properties = {}, additionalProperties = true, required = [] } = schema;
  const missing = required
    .filter((key) => Reflect.get(value, key) === undefined)
    .map((key) => `${where} needs \`${key}\`.`);
  const faults = Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const path = at === "" ? key : `${at}.${key}`;
    if (child === undefined) return [];
    if (Object.hasOwn(properties, key)) return faultsOf(child, properties[key] ?? {}, path);
    if (typeof additionalProperties === "object") {
      return faultsOf(child, additionalProperties, path);
    }
    return additionalProperties ? [] : [unknownKey(path, key, Object.keys(properties))];
  });
  return [...faults, ...missing];
}

function unknownKey(path: string, key: string, known: readonly string[]): string {
  const best = nearest(key, known);
  const names = known.filter((word) => word !== "$schema").join(", ");
  const hint = best === undefined ? `There are ${names}.` : `Did you mean \`${best}\`?`;
  return `There is no \`${path}\`. ${hint}`;
}
