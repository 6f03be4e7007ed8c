import type { Problem } from "../diagnostics/problem.ts";
import type { Limits } from "./limits.ts";
import type { Reading, SourceText, Spot } from "./source-text.ts";
import { emptyDocument, underIndentedText } from "./yaml-problems.ts";
import { readYamlSubset, type SubsetDocument } from "./yaml-subset.ts";

/**
 * Reads YAML: by a lean reader where the text is in the subset that most are written in, otherwise
 * by a complete parser. Both give the same.
 *
 * @returns `undefined` where the text holds nothing but comments and markers.
 * @throws DescriptionError with every fault found.
 */
export async function readYaml(source: SourceText, limits: Limits): Promise<Reading | undefined> {
  const document = readYamlSubset(source.text, limits, false);
  if (document) return readingOf(source, limits, document);
  const { readCompleteYaml } = await import("./yaml.ts");
  return readCompleteYaml(source, limits);
}

function readingOf(source: SourceText, limits: Limits, document: SubsetDocument): Reading {
  const problems: Problem[] = document.underIndented.map((at) => underIndentedText(source, at));
  if (document.emptyDocument !== undefined) {
    problems.push(emptyDocument(source, document.emptyDocument));
  }
  return { root: document.root, spot: new LazySpot(source, limits, document.spot), problems };
}

/** The place of a document, whose text is read again when somebody asks for places in it. */
class LazySpot implements Spot {
  readonly offset: number;
  readonly spelling = undefined;
  readonly #source: SourceText;
  readonly #limits: Limits;
  #children: Spot["children"];

  constructor(source: SourceText, limits: Limits, { offset }: Spot) {
    this.offset = offset;
    this.#source = source;
    this.#limits = limits;
  }

  get children(): Spot["children"] {
    this.#children ??= readYamlSubset(this.#source.text, this.#limits, true)?.spot.children;
    return this.#children;
  }
}
