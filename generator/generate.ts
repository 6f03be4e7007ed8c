import { basename } from "node:path";
import { adjust, type Wishes } from "./config/apply.ts";
import { findOverlays } from "./source/find-input.ts";
import { defaultLimits, type Limits } from "./source/limits.ts";
import { loadFile, parseSource, type Source } from "./source/load.ts";
import { helperNames, typesInUse, valuesInUse } from "./emit/typescript/runtime-modules.ts";
import type { Description } from "./description.ts";
import { nameService } from "./naming/service-names.ts";
import { writePackage, type PackageOptions } from "./emit/typescript/package.ts";
import { Places } from "./source/positions.ts";
import { DescriptionError, type Problem } from "./diagnostics/problem.ts";
import { applyProtocol } from "./protocols/apply.ts";
import { detectProtocol, signingOf } from "./protocols/detect.ts";
import { reportProtocol } from "./protocols/report.ts";
import { readService } from "./read/service.ts";
import { resolveReferences } from "./references/resolve.ts";
import { upgrade } from "./upgrade/upgrade.ts";
import { buildTypes } from "./types/type-model.ts";
import { validate } from "./read/validate.ts";

export interface Generated {
  /** The package's files: POSIX paths relative to its folder, and their text. */
  readonly files: ReadonlyMap<string, string>;
  /** What was mended, in the order of the description. */
  readonly problems: readonly Problem[];
  readonly description: Description;
}

export interface ReadOptions extends Wishes {
  /** Refuses what would otherwise be mended, and what the OpenAPI Specification does not allow. */
  readonly strict?: boolean | undefined;
  /**
   * Files of overlays, applied in this order to the description as it was loaded. By default those
   * that lie beside it and bear its name.
   */
  readonly overlay?: readonly string[] | undefined;
  /** Folders beside the description's own, and origins, from which references may read. */
  readonly allowReference?: readonly string[] | undefined;
  /** How much is read at most, where that is not the default. */
  readonly limit?: Partial<Limits> | undefined;
  /** Is told of each file before it is read, what the description refers to included. */
  readonly onRead?: ((path: string) => void) | undefined;
  /** Leaves the operations as they are described, whatever protocol of AWS the service speaks. */
  readonly asDescribed?: boolean | undefined;
}

export type GenerateOptions = ReadOptions & PackageOptions;

/**
 * Makes a client package from a description, in memory.
 *
 * @param spec the description's file.
 * @throws DescriptionError with every problem, where no right client can be made.
 * @throws UnusableError where the description cannot be read at all, or a template cannot be used.
 */
export async function generate(spec: string, options: GenerateOptions = {}): Promise<Generated> {
  const description = await readDescription(spec, options);
  const { problems } = description;
  const files = new Map(await writePackage(description, options));
  if (options.openapiTypes) {
    // Brings TypeScript with it.
    const { writeOpenapiTypes } = await import("./emit/openapi/openapi-types.ts");
    const { formatFile } = await import("./emit/typescript/render.ts");
    const file = "openapi.ts";
    files.set(file, await formatFile(file, await writeOpenapiTypes(description)));
  }
  return { files, problems, description };
}

/** Another version of a description than the one that people know by the file's name. */
export interface Version {
  /** What a file, of the description or an overlay, is called in problems and places. */
  readonly show: (file: string) => string;
  /** What to read in place of the file. Its references still start from there. */
  readonly content?: Uint8Array;
}

/**
 * The first half of {@link generate}: from the file to the model and its names.
 *
 * @throws as generate does.
 */
export async function readDescription(
  spec: string,
  options: ReadOptions = {},
  { show, content }: Version = { show: (file) => file },
): Promise<Description> {
  const {
    strict = false,
    overlay,
    allowReference,
    limit,
    onRead,
    asDescribed,
    ...wishes
  } = options;
  const limits = { ...defaultLimits, ...limit };
  onRead?.(spec);
  const received = content
    ? await parseSource(show(spec), content, limits)
    : await loadFile(spec, show(spec), limits);
  const problems: Problem[] = [];
  const report = (problem: Problem): void => {
    const { severities = {} } = wishes;
    const { code, severity } = problem;
    // What is an error cannot be generated, whatever is wished.
    const wished = severity === "warning" && Object.hasOwn(severities, code) && severities[code];
    if (wished !== "off") problems.push({ ...problem, severity: wished || severity });
  };
  for (const problem of received.problems) report(problem);
  const places = new Places();
  places.enter(received, received.root);

  const overlays = overlay ?? (await findOverlays(spec));
  for (const path of overlays) onRead?.(path);
  const source = await overlaid(spec, received, overlays, limits, show, places, report);
  const whole = await resolveReferences(spec, source, places, report, {
    allowed: allowReference,
    limits,
    onRead,
  });
  const document = upgrade(whole, places, report);
  // Tolerance has no use for a second opinion, which takes as long as everything else together.
  if (strict) await validate(document, places, report);
  const read = readService(document, basename(spec), places, report);
  // YAML reads `1.10` as a number, which is 1.1.
  const version = places.spelling(document.info, "version") ?? read.version;
  const protocol = detectProtocol(document);
  const signing = protocol && signingOf(document);
  reportProtocol(document, protocol, read.operations, (...node) => places.of(...node), report);
  const described = { ...read, version, protocol, signing };
  const spoken = asDescribed
    ? described
    : applyProtocol(described, (node, from) => places.derive(node, from));
  const service = adjust(spoken, wishes, report);

  const types = buildTypes(service);
  const naming = nameService(service, types.inputTypes, {
    helpers: helperNames,
    values: valuesInUse,
    types: typesInUse,
  });
  for (const clash of naming.clashes) report(clash);

  const isRefused = strict
    ? problems.length > 0
    : problems.some(({ severity }) => severity === "error");
  if (isRefused) throw new DescriptionError(problems);
  return { service, types, naming, places, problems };
}

async function overlaid(
  spec: string,
  source: Source,
  overlays: readonly string[],
  limits: Limits,
  show: (file: string) => string,
  places: Places,
  report: (problem: Problem) => void,
): Promise<Source> {
  let { root } = source;
  for (const path of overlays) {
    // Brings the JSONPath library with it.
    const { applyOverlay } = await import("./overlay/apply.ts");
    const overlay = await loadFile(path, show(path), limits);
    places.enter(overlay, overlay.root);
    for (const problem of overlay.problems) report(problem);
    root = applyOverlay(root, spec, overlay, places, report, limits);
  }
  return { ...source, root };
}
