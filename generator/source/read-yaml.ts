import type { Problem } from "../diagnostics/problem.ts";
import type { Limits } from "./limits.ts";
import type { ParsedText, PositionedNode, SourceText } from "./source-text.ts";
import { emptyDocument, underIndentedText } from "./yaml-problems.ts";
import { readYamlSubset, type SubsetDocument } from "./yaml-subset.ts";

/**
 * Parses YAML: with a lean reader where the text is in the subset that most files use, otherwise with
 * a complete parser. Both give the same result.
 *
 * @returns `undefined` where the text has nothing but comments and markers.
 * @throws DescriptionError with every syntax error.
 */
export async function readYaml(
  source: SourceText,
  limits: Limits,
): Promise<ParsedText | undefined> {
  const document = readYamlSubset(source.text, limits, false);
  if (document) return parsedText(source, limits, document);
  const { readCompleteYaml } = await import("./yaml.ts");
  return readCompleteYaml(source, limits);
}

function parsedText(source: SourceText, limits: Limits, document: SubsetDocument): ParsedText {
  const problems: Problem[] = document.underIndented.map((at) => underIndentedText(source, at));
  if (document.emptyDocument !== undefined) {
    problems.push(emptyDocument(source, document.emptyDocument));
  }
  return { root: document.root, node: new LazyNode(source, limits, document.node), problems };
}

/** The root of a document, whose text is parsed again when positions in it are asked for. */
class LazyNode implements PositionedNode {
  readonly offset: number;
  readonly rawNumber = undefined;
  readonly #source: SourceText;
  readonly #limits: Limits;
  #children: PositionedNode["children"];

  constructor(source: SourceText, limits: Limits, { offset }: PositionedNode) {
    this.offset = offset;
    this.#source = source;
    this.#limits = limits;
  }

  get children(): PositionedNode["children"] {
    this.#children ??= readYamlSubset(this.#source.text, this.#limits, true)?.node.children;
    return this.#children;
  }
}
