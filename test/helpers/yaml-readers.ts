import { isDeepStrictEqual } from "node:util";
import { defaultLimits } from "../../generator/source/limits.ts";
import { SourceText, type PositionedNode } from "../../generator/source/source-text.ts";
import { readYaml } from "../../generator/source/read-yaml.ts";
import { readCompleteYaml } from "../../generator/source/yaml.ts";
import { readYamlSubset } from "../../generator/source/yaml-subset.ts";

/**
 * The first difference between what the lean reader of YAML and the complete one make of a text:
 * values, places or problems. `undefined` where there is none, or the lean one leaves the text.
 */
export async function differenceOfReaders(text: string): Promise<string | undefined> {
  if (!readYamlSubset(text, defaultLimits, false)) return undefined;
  const source = new SourceText("x.yaml", text);
  const lean = await readYaml(source, defaultLimits);
  let complete;
  try {
    complete = await readCompleteYaml(source, defaultLimits);
  } catch (error) {
    return `only one refuses ${JSON.stringify(text)}: ${String(error)}`;
  }
  if (!lean || !complete) return `nothing in ${JSON.stringify(text)}`;
  if (!isDeepStrictEqual(lean.root, complete.root)) {
    return `${JSON.stringify(text)}: ${JSON.stringify([lean.root, complete.root])}`;
  }
  const [ours, theirs] = [lean, complete].map(({ node, problems }) => [
    ...positionsOf(node),
    ...problems.map(({ code, location }) => `${code} ${location.line}:${location.column}`),
  ]);
  const at = theirs?.findIndex((one, index) => one !== ours?.[index]) ?? 0;
  if (at === -1 && theirs?.length === ours?.length) return undefined;
  return `${JSON.stringify(text)}: ${String(ours?.[at])}, and not ${String(theirs?.[at])}`;
}

function positionsOf({ offset, rawNumber, children }: PositionedNode, pointer = ""): string[] {
  const below = Array.from(children ?? [], ([key, node]) => positionsOf(node, `${pointer}/${key}`));
  return [`${pointer} ${offset} ${rawNumber ?? ""}`, ...below.flat()];
}
