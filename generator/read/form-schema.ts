import { isNode, type Node } from "../data/json-object.ts";

/** The fields of a form, by its schema. */
export interface FormSchema {
  /** By name, in the order of the description. */
  readonly fields: ReadonlyMap<string, FormField>;
  /** The schema of fields of any other name; `undefined` where there are none. */
  readonly others: unknown;
}

interface FormField {
  readonly schema: unknown;
  readonly required: boolean;
}

type Resolve = (value: unknown, owner: Node | readonly unknown[], key: string | number) => unknown;

/** Levels of `allOf` that are searched for fields; forms are not nested deeper. */
const maxDepth = 32;

/**
 * Gathers the fields of a form from its schema and all that it is made of. Of alternatives (`oneOf`,
 * `anyOf`) every field may be sent, and has to be where each alternative has it.
 *
 * @param resolve follows the references of a schema.
 */
export function readFormSchema(schema: Node, resolve: Resolve): FormSchema {
  const { fields, others } = gather(schema, resolve, new Map(), 0);
  const isFree = fields.size === 0 && schema["additionalProperties"] !== false;
  return { fields, others: others ?? (isFree ? true : undefined) };
}

function gather(
  schema: Node,
  resolve: Resolve,
  known: Map<Node, FormSchema>,
  depth: number,
): FormSchema {
  const before = known.get(schema);
  if (before) return before;
  known.set(schema, nothing);
  const partsOf = (keyword: string): FormSchema[] => {
    const parts = schema[keyword];
    if (!Array.isArray(parts) || depth > maxDepth) return [];
    return parts.map((part: unknown, index) => {
      const found = resolve(part, parts, index);
      return gather(isNode(found) ? found : {}, resolve, known, depth + 1);
    });
  };
  const whole = mergeFields([
    ownFields(schema),
    ...partsOf("allOf"),
    ...["oneOf", "anyOf"].map((keyword) => oneOf(partsOf(keyword))),
  ]);
  known.set(schema, whole);
  return whole;
}

const nothing: FormSchema = { fields: new Map(), others: undefined };

function ownFields({ properties, required, additionalProperties: others }: Node): FormSchema {
  const names = Array.isArray(required) ? required : [];
  const fields = Object.entries(isNode(properties) ? properties : {}).map(
    ([name, schema]) => [name, { schema, required: names.includes(name) }] as const,
  );
  return {
    fields: new Map(fields),
    others: others === true || isNode(others) ? others : undefined,
  };
}

function mergeFields(parts: readonly FormSchema[]): FormSchema {
  const fields = new Map<string, FormField>();
  for (const [name, { schema, required }] of parts.flatMap((part) => [...part.fields])) {
    const known = fields.get(name);
    fields.set(name, {
      schema: known ? known.schema : schema,
      required: required || (known?.required ?? false),
    });
  }
  return { fields, others: parts.find(({ others }) => others !== undefined)?.others };
}

function oneOf(alternatives: readonly FormSchema[]): FormSchema {
  const { fields, others } = mergeFields(alternatives);
  const withRequired = Array.from(fields, ([name, { schema }]) => {
    const required = alternatives.every((one) => one.fields.get(name)?.required === true);
    return [name, { schema, required }] as const;
  });
  return { fields: new Map(withRequired), others };
}
