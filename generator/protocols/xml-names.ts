import type { Report, SourceLocation } from "../diagnostics/problem.ts";
import { bodiesOf } from "../model/body.ts";
import type { Service } from "../model/service.ts";
import type { Namespace, Shape } from "../model/shape.ts";

/**
 * Reports what request bodies call elements, attributes and prefixes that XML has no such name for
 * (Namespaces in XML 1.0, section 4). The runtime refuses to send them: they would end the tag.
 */
export function reportXmlNames({ operations, schemas, shapes }: Service, report: Report): void {
  const locations = new Map(schemas.map((one) => [one.name, one.sourceLocation]));
  const seen = new Set<string>();
  const check = (names: Iterable<string>, location: SourceLocation): void => {
    for (const name of new Set(names)) {
      if (!qualifiedName.test(name)) report("invalid-xml-name", location, { name });
    }
  };
  for (const body of operations.flatMap(bodiesOf)) {
    if (body.kind !== "xml") continue;
    const own = namesIn(body.shape);
    check([body.root, ...prefixOf(body.namespace), ...own.names], body.sourceLocation);
    const pending = [...own.references];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const shape = shapes?.get(name);
      if (!shape || seen.has(name)) continue;
      seen.add(name);
      const { names, references } = namesIn(shape);
      check(names, locations.get(name) ?? body.sourceLocation);
      pending.push(...references);
    }
  }
}

interface Names {
  readonly names: readonly string[];
  /** The named schemas whose shapes have names of their own. */
  readonly references: readonly string[];
}

function namesIn(shape: Shape): Names {
  switch (shape.kind) {
    case "reference":
      return { names: [], references: [shape.name] };
    case "list": {
      const { names, references } = namesIn(shape.of);
      const item = shape.flat ? [] : [shape.item];
      return { names: [...item, ...prefixOf(shape.namespace), ...names], references };
    }
    case "map": {
      const { names, references } = namesIn(shape.of);
      return { names: [shape.key, shape.value, ...names], references };
    }
    case "structure": {
      const below = shape.members.map((member) => namesIn(member.shape));
      const own = shape.members.flatMap(({ name, namespace }) => [name, ...prefixOf(namespace)]);
      return {
        names: [...prefixOf(shape.namespace), ...own, ...below.flatMap(({ names }) => names)],
        references: below.flatMap(({ references }) => references),
      };
    }
    default:
      return { names: [], references: [] };
  }
}

function prefixOf(namespace: Namespace | undefined): readonly string[] {
  return typeof namespace === "object" ? [namespace[0]] : [];
}

// XML 1.0, section 2.3, without the colon, but for one between a prefix and a name.
const start =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const part = `[${start}][${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const qualifiedName = new RegExp(`^${part}(?::${part})?$`, "u");
