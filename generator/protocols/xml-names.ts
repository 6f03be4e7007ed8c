import type { Report, SourceLocation } from "../diagnostics/problem.ts";
import { bodiesOf } from "../model/body.ts";
import type { Service } from "../model/service.ts";
import type { Namespace, Shape } from "../model/shape.ts";

/**
 * Reports what request bodies call elements, attributes and prefixes that XML has no such name for
 * (Namespaces in XML 1.0, section 4), and prefixes that no namespace declares. The runtime refuses to
 * send the former: they would end the tag.
 */
export function reportXmlNames({ operations, schemas, shapes }: Service, report: Report): void {
  const locations = new Map(schemas.map((one) => [one.name, one.sourceLocation]));
  const seen = new Set<string>();
  const declared = new Set(["xml"]);
  const used = new Map<string, SourceLocation>();
  const check = ({ names, prefixes }: Names, location: SourceLocation): void => {
    // A prefix is reported once, where it is declared.
    const isPrefixed = (name: string): boolean => prefixes.includes(splitName(name).prefix);
    const plain = names.map((name) => (isPrefixed(name) ? splitName(name).local : name));
    for (const name of new Set([...plain, ...prefixes])) {
      if (!qualifiedName.test(name)) report("invalid-xml-name", location, { name });
    }
    for (const prefix of prefixes) declared.add(prefix);
    for (const { prefix } of names.map(splitName)) {
      if (prefix !== "" && !used.has(prefix)) used.set(prefix, location);
    }
  };
  for (const body of operations.flatMap(bodiesOf)) {
    if (body.kind !== "xml") continue;
    const own = namesIn(body.shape);
    const root = { names: [body.root], prefixes: prefixOf(body.namespace), references: [] };
    check(joined([root, own]), body.sourceLocation);
    const pending = [...own.references];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const shape = shapes?.get(name);
      if (!shape || seen.has(name)) continue;
      seen.add(name);
      const names = namesIn(shape);
      check(names, locations.get(name) ?? body.sourceLocation);
      pending.push(...names.references);
    }
  }
  for (const [prefix, location] of used) {
    if (!declared.has(prefix)) report("undeclared-xml-prefix", location, { prefix });
  }
}

interface Names {
  /** Of elements and attributes. */
  readonly names: readonly string[];
  /** Those that namespaces declare. */
  readonly prefixes: readonly string[];
  /** The named schemas whose shapes have names of their own. */
  readonly references: readonly string[];
}

const none: Names = { names: [], prefixes: [], references: [] };

function namesIn(shape: Shape): Names {
  switch (shape.kind) {
    case "reference":
      return { ...none, references: [shape.name] };
    case "list": {
      const names = shape.flat ? [] : [shape.item];
      return joined([{ ...none, names, prefixes: prefixOf(shape.namespace) }, namesIn(shape.of)]);
    }
    case "map":
      return joined([{ ...none, names: [shape.key, shape.value] }, namesIn(shape.of)]);
    case "structure": {
      const own = shape.members.map(({ name, namespace }): Names => {
        return { ...none, names: [name], prefixes: prefixOf(namespace) };
      });
      const prefixes = prefixOf(shape.namespace);
      const below = shape.members.map((member) => namesIn(member.shape));
      return joined([{ ...none, prefixes }, ...own, ...below]);
    }
    default:
      return none;
  }
}

function joined(all: readonly Names[]): Names {
  return {
    names: all.flatMap(({ names }) => names),
    prefixes: all.flatMap(({ prefixes }) => prefixes),
    references: all.flatMap(({ references }) => references),
  };
}

function splitName(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(":");
  return { prefix: name.slice(0, Math.max(0, colon)), local: name.slice(colon + 1) };
}

function prefixOf(namespace: Namespace | undefined): readonly string[] {
  return typeof namespace === "object" ? [namespace[0]] : [];
}

// XML 1.0, section 2.3, without the colon, but for one between a prefix and a name.
const start =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const part = `[${start}][${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const qualifiedName = new RegExp(`^${part}(?::${part})?$`, "u");
