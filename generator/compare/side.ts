import type { NamedSchema, Operation, Schema } from "../model/service.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { describeType } from "../types/describe-type.ts";
import type { Reference, Type } from "../types/type.ts";
import { requestLine } from "../model/request-line.ts";
import type { Subject } from "./change.ts";
import type { Description } from "../description.ts";

/** One of the two descriptions that are compared, with the types that its schemas become. */
export class Side {
  readonly description: Description;
  readonly #named: ReadonlySet<string>;

  constructor(description: Description) {
    this.description = description;
    this.#named = new Set(description.service.schemas.map(({ name }) => name));
  }

  typeOf(schema: Schema): Type {
    return this.description.types.typeOf(schema);
  }

  /** The type that a named schema declares, with what goes one way only. */
  target(schema: NamedSchema): Type {
    return this.description.types.namedType(schema);
  }

  schemaOf(reference: Reference): NamedSchema | undefined {
    return this.description.types.schemaOf(reference);
  }

  /** A type on one line, in short. */
  describe(type: Type): string {
    return describeType(type, (reference) => {
      const schema = this.schemaOf(reference);
      return schema ? this.nameOf(schema) : "unknown";
    });
  }

  /** @param name as the description has it. */
  hasSchema(name: string): boolean {
    return this.#named.has(name);
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
  expand(type: Type): Type {
    const seen = new Set<string>();
    let expanded = type;
    while (expanded.kind === "reference" && !seen.has(expanded.key)) {
      const schema = this.schemaOf(expanded);
      seen.add(expanded.key);
      if (schema) expanded = this.target(schema);
    }
    return expanded;
  }

  /** Where a node of a schema stands; what holds it, where the node itself has no place. */
  placeOf(node: unknown, holder: SourceLocation | undefined): SourceLocation | undefined {
    const { positions } = this.description;
    return typeof node === "object" && node !== null && positions.has(node)
      ? positions.of(node)
      : holder;
  }
}
