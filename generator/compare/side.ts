import type { NamedSchema, Operation, Schema } from "../model/service.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { describeType } from "../types/describe-type.ts";
import type { Reference, Type } from "../types/type.ts";
import { requestLine } from "../model/request-line.ts";
import type { Subject } from "./change.ts";
import type { Description } from "../description.ts";

/** Whether callers pass values of a type, or receive them. */
export type Direction = "request" | "response";

/** One of the two compared descriptions, with its types. */
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

  /** Returns the type that a named schema declares, `readOnly` and `writeOnly` fields included. */
  target(schema: NamedSchema): Type {
    return this.description.types.namedType(schema);
  }

  schemaOf(reference: Reference): NamedSchema | undefined {
    return this.description.types.schemaOf(reference);
  }

  /** Describes a type in one short line. */
  describe(type: Type): string {
    return describeType(type, (reference) => {
      const schema = this.schemaOf(reference);
      return schema ? this.nameOf(schema) : "unknown";
    });
  }

  /** @param name the name in the description. */
  hasSchema(name: string): boolean {
    return this.#named.has(name);
  }

  /** Returns the name of a schema in code. */
  nameOf(schema: NamedSchema): string {
    return this.description.naming.schemas.get(schema) ?? schema.name;
  }

  /** Returns the name of an operation's function. */
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

  /** Resolves references until a type has no name. */
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

  /** Returns the location of a node of a schema; its owner's, where the node has none. */
  placeOf(node: unknown, owner: SourceLocation | undefined): SourceLocation | undefined {
    const { positions } = this.description;
    return typeof node === "object" && node !== null && positions.has(node)
      ? positions.of(node)
      : owner;
  }
}
