import type { Address, PathPart } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { flatten } from "./break-lines.ts";
import { conditional } from "./line-layout.ts";
import { literal, templateText } from "./literal.ts";
import type { Property } from "./properties.ts";
import type { Expression } from "./record.ts";

/**
 * Writes the path of a request: `"/"`, or a template literal whose values cannot leave their segment
 * unless they may.
 *
 * @param properties the caller's properties for the path, by name.
 */
export function writePath(
  parts: Address["path"],
  properties: ReadonlyMap<string, Property>,
): Expression {
  const whole = writeParts(parts, properties);
  const last = parts.at(-1);
  const optional =
    last?.kind === "template" && last.optional ? properties.get(last.name) : undefined;
  if (!optional) return whole;
  const before = parts.slice(0, -1).map((part, index, { length }) => {
    const isLast = index === length - 1 && part.kind === "text";
    return isLast ? { ...part, text: part.text.replace(/\/$/, "") } : part;
  });
  const without = writeParts(before, properties);
  const test = code`${optional.value.code} === undefined`;
  const value = conditional(test, without.value, whole.value);
  return { value, helpers: [...whole.helpers, ...without.helpers] };
}

function writeParts(
  parts: readonly PathPart[],
  properties: ReadonlyMap<string, Property>,
): Expression {
  if (parts.every((part) => part.kind === "text")) {
    const text = parts.map((part) => part.text).join("");
    return { value: literal(text === "" ? "/" : text), helpers: [] };
  }
  const helpers: Code[] = [code`path`];
  const pieces = parts.map((part) => {
    if (part.kind === "text") return templateText(part.text);
    const found = properties.get(part.name);
    helpers.push(...(found?.value.helpers ?? []));
    const value = flatten(found?.value.code ?? literal(""));
    if (!part.greedy) return code`\${${value}}`;
    helpers.push(code`segments`);
    return code`\${segments(${value})}`;
  });
  return { value: code`path\`${joinCode(pieces, "")}\``, helpers };
}
