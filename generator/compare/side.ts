import type { NamedSchema, Operation, Schema } from "../model/service.ts";
import type { Place } from "../diagnostics/problem.ts";
import { schemaReference } from "../model/component-name.ts";
import { createSchemaGraph, type SchemaGraph } from "../types/schema-graph.ts";
import { createShaper, type Reference, type Shape } from "../types/build-type.ts";
import { requestLine } from "../model/request-line.ts";
import type { Subject } from "./change.ts";
import type { Description } from "../description.ts";
import { schemasOf } from "../model/schemas-of.ts";

/** One of the two descriptions that are compared, with the types that its schemas become. */
export class Side {
  readonly description: Description;
  readonly #named: ReadonlyMap<string, NamedSchema>;
  readonly #graph: SchemaGraph;
  readonly #shaper: ReturnType<typeof createShaper>;
  readonly #targets = new Map<string, Shape>();

  constructor(description: Description) {
    const { service, naming } = description;
    this.description = description;
    this.#named = new Map(service.schemas.map((one) => [schemaReference(one.name), one]));
    const named = new Map(
      [...this.#named].map(([key, one]) => [
        key,
        { name: naming.schemas.get(one) ?? one.name, schema: one.schema },
      ]),
    );
    this.#graph = createSchemaGraph(named, service.operations.flatMap(schemasOf));
    this.#shaper = createShaper(this.#graph);
  }

  shapeOf(schema: Schema): Shape {
    return this.#shaper(schema);
  }

  /** What a named schema is. */
  target({ name }: NamedSchema): Shape {
    const key = schemaReference(name);
    const shape = this.#targets.get(key) ?? this.#shaper(this.#graph.schemaOf(key), key);
    this.#targets.set(key, shape);
    return shape;
  }

  schemaOf({ key }: Reference): NamedSchema | undefined {
    return this.#named.get(key);
  }

  /** @param name as the description has it. */
  hasSchema(name: string): boolean {
    return this.#named.has(schemaReference(name));
  }

  /** What a schema is called in code. */
  nameOf(schema: NamedSchema): string {
    return this.description.naming.schemas.get(schema) ?? schema.name;
  }

  /** What the function of an operation is called. */
  functionOf(operation: Operation): string {
    return this.description.naming.operations.get(operation) ?? "";
  }

  subjectOf(operation: Operation): Subject {
    return {
      kind: "operation",
      name: this.functionOf(operation),
      request: requestLine(operation),
    };
  }

  /** A type without a name around it. */
  expand(shape: Shape): Shape {
    const seen = new Set<string>();
    let expanded = shape;
    while (expanded.kind === "reference" && !seen.has(expanded.key)) {
      const schema = this.schemaOf(expanded);
      seen.add(expanded.key);
      if (schema) expanded = this.target(schema);
    }
    return expanded;
  }

  /** Where a node of a schema stands; what holds it, where the node itself has no place. */
  placeOf(node: unknown, holder: Place | undefined): Place | undefined {
    const { places } = this.description;
    return typeof node === "object" && node !== null && places.has(node) ? places.of(node) : holder;
  }
}
