import type { AwsFieldEncoding, XmlBody } from "../../model/service.ts";
import type { WireKind } from "../../types/wire-kind.ts";
import { code, type Code } from "../../text/code.ts";
import { call } from "./line-layout.ts";
import { literal } from "./literal.ts";
import type { ShapeNames } from "./shape-modules.ts";
import { printNamespace, printShape } from "./print-shape.ts";
import type { Value } from "./value.ts";

/** The expression itself, for what takes any value. */
export function writePlain(property: Code): Value {
  return { code: property, repeats: false, spreads: false, helpers: [], type: undefined };
}

/** The expression of a field by the rules of AWS Query. A scalar is its own pair. */
export function writeLayout(
  property: Code,
  { kind, name, shape }: AwsFieldEncoding,
  { nullable }: Pick<WireKind, "nullable">,
  names: ShapeNames,
): Value {
  if (shape.kind === "string" || shape.kind === "number" || shape.kind === "boolean") {
    return writePlain(nullable ? code`${property} ?? undefined` : property);
  }
  if (shape.kind === "time" && !nullable) return writePlain(property);
  const { code: text, references } = printShape(shape, names.nameOf);
  const writer = kind === "ec2" ? code`ec2Fields` : code`queryFields`;
  return {
    ...writePlain(call(writer, [literal(name), text, property])),
    spreads: true,
    helpers: [writer],
    shapes: references,
  };
}

/** The expression of a body of XML. */
export function writeXml(
  property: Code,
  { root, shape, namespace }: XmlBody,
  names: ShapeNames,
): Value {
  const { code: text, references } = printShape(shape, names.nameOf);
  const space = namespace === undefined ? [] : [printNamespace(namespace)];
  const written = call(code`writeXml`, [literal(root), text, property, ...space]);
  return { ...writePlain(written), helpers: [code`writeXml`], shapes: references };
}
