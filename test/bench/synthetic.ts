type Node = Readonly<Record<string, unknown>>;

/** A member of the family: what differs between its descriptions. */
export interface Variant {
  readonly operations: number;
  readonly version: "2.0" | "3.1.0";
  /** `/?Action=GetThing7` in place of `/things/7/{id}`. */
  readonly hasActions: boolean;
}

/**
 * Makes a description of any size, always the same one. For each operation it has one schema of
 * eight properties, three parameters and a documented error; every second one has a JSON body.
 */
export function synthesize({ operations, version, hasActions }: Variant): Node {
  const isOld = version === "2.0";
  const ref = (index: number): Node => ({
    $ref: `#/${isOld ? "definitions" : "components/schemas"}/Thing${index % operations}`,
  });
  const json = (schema: Node, description: string): Node =>
    isOld ? { description, schema } : { description, content: { "application/json": { schema } } };
  const parameter = (name: string, location: string, schema: Node): Node => ({
    name,
    in: location,
    description: `The ${name} of what is asked for.`,
    ...(location === "path" && { required: true }),
    ...(isOld ? schema : { schema }),
  });
  const bodyOf = (index: number): Node =>
    isOld
      ? {}
      : {
          requestBody: { required: true, content: { "application/json": { schema: ref(index) } } },
        };

  const paths = Object.fromEntries(
    Array.from({ length: operations }, (_, index) => {
      const hasBody = index % 2 === 1;
      const parameters = [
        ...(hasActions ? [] : [parameter("id", "path", { type: "string" })]),
        parameter("pageSize", "query", { type: "integer", format: "int32", maximum: 100 }),
        parameter("state", "query", { type: "string", enum: ["active", "archived"] }),
        ...(hasBody && isOld
          ? [{ name: "body", in: "body", required: true, schema: ref(index) }]
          : []),
      ];
      const operation = {
        operationId: `${hasBody ? "put" : "get"}Thing${index}`,
        tags: [`group${index % 20}`],
        summary: `Handles thing ${index}`,
        description: `Reads or writes thing ${index}.\n\nIt needs the permission \`things:${index}\`.`,
        parameters,
        ...(hasBody && bodyOf(index)),
        responses: {
          200: json(ref(index), "The thing."),
          default: json(ref(0), "What went wrong."),
        },
      };
      const path = hasActions ? `/?Action=Thing${index}` : `/group${index % 20}/thing${index}/{id}`;
      return [path, { [hasBody ? "put" : "get"]: operation }];
    }),
  );
  const schemas = Object.fromEntries(
    Array.from({ length: operations }, (_, index) => [`Thing${index}`, schemaOf(index, ref)]),
  );
  const media = { consumes: ["application/json"], produces: ["application/json"] };
  return {
    ...(isOld ? { swagger: version } : { openapi: version }),
    info: { title: `Things ${operations}`, version: "1.0.0" },
    ...(isOld
      ? { host: "api.example.com", schemes: ["https"], ...media }
      : { servers: [{ url: "https://api.example.com" }] }),
    paths,
    ...(isOld ? { definitions: schemas } : { components: { schemas } }),
  };
}

function schemaOf(index: number, ref: (index: number) => Node): Node {
  return {
    type: "object",
    description: `Thing ${index}, as the service keeps it.`,
    required: ["id", "name"],
    properties: {
      id: { type: "string", description: "Made by the service." },
      name: { type: "string", maxLength: 80 },
      count: { type: "integer", format: "int64" },
      isOpen: { type: "boolean", description: "Whether others may write." },
      kind: { type: "string", enum: [`small${index}`, "large", "none"] },
      labels: { type: "object", additionalProperties: { type: "string" } },
      parent: ref(index * 7 + 1),
      parts: { type: "array", items: ref(index * 3 + 2), description: "What it is made of." },
    },
  };
}
