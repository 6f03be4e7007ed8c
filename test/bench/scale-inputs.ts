export type Node = Readonly<Record<string, unknown>>;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function mapOf(count: number, entry: (index: number) => readonly [string, unknown]): Node {
  return Object.fromEntries(range(count).map(entry));
}

const operation = (rest: Node = {}): Node => ({ get: { responses: {}, ...rest } });

const described = (paths: Node, schemas: Node = {}): Node => ({
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  paths,
  components: { schemas },
});

const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` });

const answering = (schema: unknown): Node =>
  operation({
    responses: { 200: { description: "", content: { "application/json": { schema } } } },
  });

/** Properties enough that a schema is not given to its users in place of its name. */
const object = (properties: Node = { a: { type: "string" } }): Node => ({
  type: "object",
  properties,
});

function nested(depth: number, outer: (inner: unknown) => unknown): unknown {
  return range(depth).reduce<unknown>(outer, { type: "string" });
}

/** Descriptions that are large in one way each, of any size. */
export const inputs: readonly (readonly [
  name: string,
  size: number,
  build: (size: number) => Node | readonly [Node, Node],
])[] = [
  [
    "operations of one name",
    20_000,
    (n) => described(mapOf(n, (i) => [`/p${i}`, operation({ operationId: "same" })])),
  ],
  [
    "operations of one name and path words",
    20_000,
    (n) =>
      described(mapOf(n, (i) => [`/${"-".repeat(i % 100)}p/${".".repeat(i / 100)}`, operation()])),
  ],
  [
    "actions of one path",
    20_000,
    (n) => described(mapOf(n, (i) => [`/?Action=Do${i}`, operation()])),
  ],
  [
    "schemas whose names clash",
    20_000,
    (n) =>
      described(
        { "/a": answering(ref("a")) },
        mapOf(n, (i) => [`a${"-".repeat(i % 150)}${"_".repeat(i / 150)}`, object()]),
      ),
  ],
  [
    "references in a chain",
    10_000,
    (n) =>
      described(
        { "/a": answering(ref("S0")) },
        mapOf(n, (i) => [`S${i}`, i + 1 < n ? ref(`S${i + 1}`) : object()]),
      ),
  ],
  [
    "bases in a chain",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("S0")) },
        mapOf(n, (i) => [
          `S${i}`,
          {
            ...object({ [`p${i}`]: { type: "string" } }),
            ...(i + 1 < n && { allOf: [ref(`S${i + 1}`)] }),
          },
        ]),
      ),
  ],
  [
    "parameters in a chain of references",
    10_000,
    (n) => ({
      ...described({ "/a": operation({ parameters: [{ $ref: "#/components/parameters/P0" }] }) }),
      components: {
        parameters: mapOf(n, (i) => [
          `P${i}`,
          i + 1 < n ? { $ref: `#/components/parameters/P${i + 1}` } : { name: "p", in: "query" },
        ]),
      },
    }),
  ],
  [
    "references to one file",
    10_000,
    (n) => [
      described(mapOf(n, (i) => [`/p${i}`, answering({ $ref: `other.json#/schemas/S${i % 10}` })])),
      { schemas: mapOf(10, (i) => [`S${i}`, object()]) },
    ],
  ],
  [
    "schemas of one file",
    10_000,
    (n) => [
      described({
        "/a": answering(object(mapOf(n, (i) => [`p${i}`, { $ref: `other.json#/schemas/S${i}` }]))),
      }),
      { schemas: mapOf(n, (i) => [`S${i}`, object()]) },
    ],
  ],
  [
    "members of an allOf",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("All")) },
        { All: { allOf: range(n).map((i) => object({ [`p${i}`]: { type: "string" } })) } },
      ),
  ],
  [
    "named members of an allOf",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("All")) },
        {
          All: { allOf: range(n).map((i) => ref(`S${i}`)) },
          ...mapOf(n, (i) => [`S${i}`, object({ [`p${i}`]: { type: "string" } })]),
        },
      ),
  ],
  [
    "named members of a oneOf with a discriminator",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("One")) },
        {
          One: {
            oneOf: range(n).map((i) => ref(`S${i}`)),
            discriminator: { propertyName: "kind" },
          },
          ...mapOf(n, (i) => [`S${i}`, object({ kind: { type: "string" } })]),
        },
      ),
  ],
  [
    "values of an enum",
    50_000,
    (n) =>
      described(
        { "/a": answering(ref("Values")) },
        { Values: { enum: range(n).map((i) => `value ${i}`) } },
      ),
  ],
  [
    "properties of a schema",
    20_000,
    (n) =>
      described(
        { "/a": answering(ref("Large")) },
        { Large: object(mapOf(n, (i) => [`p${i}`, { type: "string", description: "It." }])) },
      ),
  ],
  [
    "parameters of an operation",
    5_000,
    (n) =>
      described({
        "/a": operation({
          parameters: range(n).map((i) => ({
            name: `p${i}`,
            in: "query",
            schema: { type: "string" },
          })),
        }),
      }),
  ],
  [
    "numbered parameters of an operation",
    5_000,
    (n) =>
      described({
        "/a": operation({
          parameters: range(n).map((i) => ({
            name: `L.N.p${i}`,
            in: "query",
            schema: { type: "string" },
          })),
        }),
      }),
  ],
  [
    "templates of a path",
    2_000,
    (n) =>
      described({
        [`/${range(n)
          .map((i) => `{t${i}}`)
          .join("/")}`]: operation(),
      }),
  ],
  [
    "constants of an address",
    5_000,
    (n) =>
      described({
        [`/?${range(n)
          .map((i) => `c${i}=v`)
          .join("&")}`]: operation(),
      }),
  ],
  [
    "responses of an operation, of other types each",
    400,
    (n) =>
      described({
        "/a": operation({
          responses: mapOf(n, (i) => [
            String(i + 200),
            {
              description: "",
              content: { "application/json": { schema: object({ [`p${i}`]: {} }) } },
            },
          ]),
        }),
      }),
  ],
  [
    "schemas that refer to one another",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("S0")) },
        mapOf(n, (i) => [
          `S${i}`,
          object({
            next: ref(`S${(i + 1) % n}`),
            all: { anyOf: [ref(`S${(i * 7) % n}`), ref(`S${(i * 3) % n}`)] },
          }),
        ]),
      ),
  ],
  [
    "schemas that are made of one another",
    2_000,
    (n) =>
      described(
        { "/a": answering(ref("S0")) },
        mapOf(n, (i) => [`S${i}`, { allOf: [ref(`S${(i + 1) % n}`), object({ [`p${i}`]: {} })] }]),
      ),
  ],
  [
    "arrays in arrays",
    190,
    (n) => described({ "/a": answering(nested(n / 2, (items) => ({ type: "array", items }))) }),
  ],
  [
    "allOf in allOf",
    190,
    (n) => described({ "/a": answering(nested(n / 3, (inner) => ({ allOf: [inner, object()] }))) }),
  ],
  [
    "oneOf in oneOf",
    190,
    (n) => described({ "/a": answering(nested(n / 3, (inner) => ({ oneOf: [inner, object()] }))) }),
  ],
  [
    "characters of an operationId",
    100_000,
    (n) => described({ "/a": operation({ operationId: "a".repeat(n) }) }),
  ],
  [
    "words of an operationId",
    100_000,
    (n) => described({ "/a": operation({ operationId: "a-B".repeat(n / 3) }) }),
  ],
  [
    "characters of a description",
    400_000,
    (n) => described({ "/a": operation({ description: "a b*/ @c <d> &amp; ".repeat(n / 20) }) }),
  ],
  [
    "brackets of a description",
    400_000,
    (n) => described({ "/a": operation({ description: "<".repeat(n / 2) + "&".repeat(n / 2) }) }),
  ],
  [
    "spaces of a description",
    400_000,
    (n) => described({ "/a": operation({ description: `a${" ".repeat(n)}b${"\n".repeat(n)}c` }) }),
  ],
  ["characters of a path", 100_000, (n) => described({ [`/${"a".repeat(n)}`]: operation() })],
  [
    "braces of a path",
    100_000,
    (n) =>
      described({ [`/${"{".repeat(n)}`]: operation(), [`/${"{}".repeat(n / 2)}`]: operation() }),
  ],
  [
    "separators of a path",
    100_000,
    (n) => described({ [`/${"?&=#".repeat(n / 4)}`]: operation() }),
  ],
  [
    "characters of a schema's name",
    100_000,
    (n) => described({ "/a": answering(ref("a".repeat(n))) }, { ["a".repeat(n)]: object() }),
  ],
  [
    "characters of a parameter's name",
    100_000,
    (n) =>
      described({
        "/a": operation({
          parameters: [{ name: ".N".repeat(n / 2), in: "query", schema: { type: "string" } }],
        }),
      }),
  ],
  [
    "characters of a title",
    100_000,
    (n) => ({
      ...described({ "/a": operation() }),
      info: { title: " .".repeat(n / 2), version: "1" },
    }),
  ],
];
