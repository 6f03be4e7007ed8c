/** The meaning of a word given as a `type`. Without `type`, any type is allowed. */
export interface Meaning {
  readonly type?: string;
  readonly format?: string;
  readonly items?: Meaning;
}

const types: ReadonlySet<unknown> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "object",
  "null",
]);

/** Whether a value is the name of a type, as JSON Schema writes it. */
export function isType(value: unknown): value is string {
  return types.has(value);
}

const words: ReadonlyMap<string, Meaning> = new Map(
  Object.entries({
    string: "string",
    str: "string",
    text: "string",
    varchar: "string",
    char: "string",
    enum: "string",
    uuid: "string uuid",
    guid: "string uuid",
    uri: "string uri",
    url: "string uri",
    email: "string email",
    password: "string password",
    date: "string date",
    time: "string time",
    datetime: "string date-time",
    timestamp: "string date-time",
    byte: "string byte",
    base64: "string byte",
    binary: "string binary",
    file: "string binary",
    integer: "integer",
    int: "integer",
    short: "integer",
    int32: "integer int32",
    uint32: "integer",
    long: "integer int64",
    int64: "integer int64",
    uint64: "integer",
    bigint: "integer int64",
    number: "number",
    numeric: "number",
    decimal: "number",
    float: "number float",
    double: "number double",
    boolean: "boolean",
    bool: "boolean",
    array: "array",
    list: "array",
    object: "object",
    map: "object",
    dict: "object",
    dictionary: "object",
    hash: "object",
    json: "object",
    struct: "object",
    null: "null",
    any: "",
    mixed: "",
  }).map(([word, meaning]): [string, Meaning] => {
    const [type = "", format] = meaning.split(" ");
    return [word, { ...(type && { type }), ...(format !== undefined && { format }) }];
  }),
);

/** Longer values are prose. */
const maxLength = 100;

/**
 * Interprets what people write as a type: `<td>string</td>`, `Timestamp`, `string array`,
 * `List<int>`, `integer (int64)`. Returns `undefined` for unknown or contradicting words.
 */
export function meaningOf(text: string): Meaning | undefined {
  if (text.length > maxLength) return undefined;
  const inside =
    /^\s*(?:array|list|set|collection)\b\W+(?:of\b\W+)?(\w.*)$/i.exec(text)?.[1] ??
    /^(.*\w)\W*(?:\[\s*\]|\b(?:array|list)s?)\W*$/i.exec(text)?.[1];
  if (inside === undefined) return simpleMeaning(text);
  const items = simpleMeaning(inside);
  return { type: "array", ...(items && { items }) };
}

function simpleMeaning(text: string): Meaning | undefined {
  const plain = text
    .replace(/<\/?[a-z][^<>]*>|&#?\w+;/gi, " ")
    .toLowerCase()
    .replaceAll("date-time", "datetime")
    .replaceAll("date time", "datetime");
  const meanings = (plain.match(/[a-z0-9]+/g) ?? []).flatMap((word) => {
    return words.get(word) ?? words.get(word.replace(/s$/, "")) ?? [];
  });
  const [first, ...others] = meanings;
  if (others.some(({ type }) => type !== first?.type)) return undefined;
  return meanings.find(({ format }) => format !== undefined) ?? first;
}
