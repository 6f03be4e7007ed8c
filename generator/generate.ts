import { basename } from "node:path";
import { applyConfig, type ServiceOverrides } from "./config/apply.ts";
import { disk } from "./source/disk.ts";
import type { SourceFiles } from "./source/files.ts";
import { findOverlays } from "./source/find-input.ts";
import type { Limits } from "./source/limits.ts";
import { loadFile, parseSource, type Source } from "./source/load.ts";
import {
  helperNames,
  reservedTypeNames,
  reservedValueNames,
} from "./emit/typescript/runtime-modules.ts";
import type { Node } from "./data/json-object.ts";
import type { FormatTypes } from "./model/format-types.ts";
import type { Service } from "./model/service.ts";
import type { Description } from "./description.ts";
import { nameService } from "./naming/service-names.ts";
import { emitAll, type Emitter } from "./emit/emitter.ts";
import { emitPackage, type PackageOptions } from "./emit/typescript/package.ts";
import { ReadContext } from "./source/read-context.ts";
import { faultOfCode } from "./diagnostics/check-code.ts";
import { DescriptionError, UnusableError, type Problem } from "./diagnostics/problem.ts";
import { applyProtocol } from "./protocols/apply.ts";
import {
  detectProtocol,
  signingOf,
  takesMediaTypes,
  withConfiguredProtocol,
} from "./protocols/detect.ts";
import { withoutDialect } from "./protocols/dialect.ts";
import { reportProtocol } from "./protocols/report.ts";
import { resolvePagination } from "./read/pagination.ts";
import { readService } from "./read/service.ts";
import { readRemoteInput } from "./references/read-input.ts";
import { resolveReferences } from "./references/resolve.ts";
import { upgrade } from "./upgrade/upgrade.ts";
import { buildTypes } from "./types/type-model.ts";
import { validate } from "./read/validate.ts";

export interface Generated {
  /** The package's files: POSIX paths relative to its folder, and their text. */
  readonly files: ReadonlyMap<string, string>;
  /** The warnings, in the order of the description. */
  readonly problems: readonly Problem[];
  readonly description: Description;
}

export interface ReadOptions extends ServiceOverrides, FormatTypes {
  /** Turns every warning into an error, and validates against the OpenAPI Specification. */
  readonly strict?: boolean | undefined;
  /**
   * Files of overlays, applied in this order to the description as it was loaded. By default those
   * next to it that have its name.
   */
  readonly overlay?: readonly string[] | undefined;
  /** Folders besides the description's own, and origins, from which references may read. */
  readonly allowReference?: readonly string[] | undefined;
  /** Codes of errors about what would be lost, to be warnings instead: `unresolved-reference`. */
  readonly allow?: readonly string[] | undefined;
  /** Header fields that are sent to a description's URL: `{ Authorization: "Bearer ${TOKEN}" }`. */
  readonly header?: Readonly<Record<string, string>> | undefined;
  /** A saved copy of the description, to read instead of its URL. */
  readonly copy?: string | undefined;
  /** Called with the content of a description that does not come from a file. */
  readonly onRemoteInput?: ((content: Uint8Array) => void) | undefined;
  /** Limits that differ from the defaults. */
  readonly limit?: Partial<Limits> | undefined;
  /** Called with each file's path before it is read, referenced files included. */
  readonly onRead?: ((path: string) => void) | undefined;
  /** Leaves the operations as they are described, whatever protocol of AWS the service speaks. */
  readonly asDescribed?: boolean | undefined;
}

export interface GenerateOptions extends ReadOptions, PackageOptions {
  /** Emitters whose files are added to the client's own, in this order. */
  readonly emitters?: readonly Emitter[] | undefined;
}

/**
 * Makes a client package from a description, in memory.
 *
 * @param spec the description's file.
 * @throws DescriptionError with every problem, where no right client can be made.
 * @throws UnusableError where the description cannot be read at all, or a template cannot be used.
 */
export async function generate(spec: string, options: GenerateOptions = {}): Promise<Generated> {
  const description = await readDescription(spec, options);
  const { layout = "package", importExtension = "ts", emitters = [] } = options;
  const all: readonly Emitter[] = [
    { name: "client", emit: () => emitPackage(description, options) },
    ...(options.openapiTypes ? [openapiTypes] : []),
    ...emitters,
  ];
  const files = await emitAll(all, description, { layout, importExtension });
  return { files, problems: description.problems, description };
}

const openapiTypes: Emitter = {
  name: "openapiTypes",
  async emit(description) {
    // Loads TypeScript.
    const { writeOpenapiTypes } = await import("./emit/openapi/openapi-types.ts");
    const { formatFile } = await import("./emit/typescript/render.ts");
    const file = "openapi.ts";
    return new Map([[file, await formatFile(file, await writeOpenapiTypes(description))]]);
  },
};

/** Another version of a description than the one that people know by the file's name. */
export interface Version {
  /** Returns the name of a file, of the description or an overlay, in problems and locations. */
  readonly show: (file: string) => string;
  /** Content to read in place of the file. Its references are still relative to the file. */
  readonly content?: Uint8Array;
  /** Where files are read from; by default from the disk. */
  readonly files?: SourceFiles;
}

/**
 * The first half of {@link generate}: from the file to the model and its names.
 *
 * @param spec the description's file or URL, or `-` for standard input.
 * @throws as generate does.
 */
export async function readDescription(
  spec: string,
  options: ReadOptions = {},
  { show, content, files = disk }: Version = { show: (file) => file },
): Promise<Description> {
  const {
    strict = false,
    overlay,
    allowReference,
    limit,
    onRead,
    allow = [],
    header: headers = {},
    copy,
    onRemoteInput,
    ...overrides
  } = options;
  const context = new ReadContext({
    limits: limit,
    severities: { ...overrides.severities, ...allowed(allow) },
  });
  onRead?.(spec);
  const isLocal = content !== undefined || files !== disk;
  const remote = isLocal
    ? undefined
    : await readRemoteInput(spec, context.limits, { headers, copy });
  if (remote) onRemoteInput?.(remote.content);
  const given = content ?? remote?.content;
  const source = given
    ? await parseSource(remote?.shown ?? show(spec), given, context.limits)
    : await loadFile(spec, show(spec), context.limits, files);
  context.add(...source.problems);
  context.positions.add(source, source.root);

  const overlays = overlay ?? (await findOverlays(spec, files));
  for (const path of overlays) onRead?.(path);
  const overlaid = await applyOverlays(spec, source, overlays, { show, files }, context);
  const bundled = await resolveReferences(spec, overlaid, context, {
    allowed: allowReference,
    onRead,
    files,
  });
  const upgraded = upgrade(bundled, context);
  const { awsProtocol, awsTarget } = overrides;
  const document = withConfiguredProtocol(upgraded, awsProtocol, awsTarget);
  context.positions.copy(document, upgraded);
  // Validation takes as long as everything else together, so only --strict runs it.
  if (strict) await validate(document, context);
  const protocol = detectProtocol(document);
  const read = readService(
    document,
    remote?.name ?? basename(spec),
    context,
    takesMediaTypes(protocol),
  );
  // YAML reads `1.10` as a number, which is 1.1.
  const version = context.positions.rawNumber(document.info, "version") ?? read.version;
  const onTheWire = applyDialect(document, { ...read, version, protocol }, options, context);
  const service = applyConfig(onTheWire, overrides, context.report);

  const types = buildTypes(service, overrides);
  for (const schema of types.simplified) context.reportAt("too-many-alternatives", [schema]);
  const naming = nameService(service, types.inputTypes, {
    helpers: helperNames,
    values: reservedValueNames,
    types: reservedTypeNames,
  });
  context.add(...naming.clashes);

  const { problems } = context;
  const isRefused = strict
    ? problems.length > 0
    : problems.some(({ severity }) => severity === "error");
  if (isRefused) throw new DescriptionError(problems);
  return { service, types, naming, positions: context.positions, problems };
}

/** Gives a service its protocol's requests and responses, unless it is wanted as it is described. */
function applyDialect(
  document: Node,
  read: Service,
  { asDescribed = false, ...formats }: Pick<ReadOptions, "asDescribed" | keyof FormatTypes>,
  context: ReadContext,
): Service {
  const { protocol } = read;
  const { positions, report } = context;
  const signing = protocol && signingOf(document);
  const described = withoutDialect({ ...read, signing });
  const { operations } = described;
  reportProtocol(document, protocol, operations, (...node) => positions.of(...node), report);
  // A protocol decides where parameters are and what responses have, and so what leads to pages.
  if (asDescribed && protocol) return described;
  const onTheWire = asDescribed
    ? described
    : applyProtocol(described, formats, (node, from) => positions.copy(node, from), report);
  return resolvePagination(onTheWire, document, context);
}

function allowed(codes: readonly string[]): Readonly<Record<string, "warning">> {
  const faults = codes.flatMap((code) => faultOfCode(code) ?? []);
  if (faults.length > 0) throw new UnusableError(faults.map((fault) => `--allow: ${fault}`));
  return Object.fromEntries(codes.map((code) => [code, "warning"]));
}

async function applyOverlays(
  spec: string,
  source: Source,
  overlays: readonly string[],
  { show, files }: Required<Pick<Version, "show" | "files">>,
  context: ReadContext,
): Promise<Source> {
  let { root } = source;
  for (const path of overlays) {
    // Loads the JSONPath library.
    const { applyOverlay } = await import("./overlay/apply.ts");
    const overlay = await loadFile(path, show(path), context.limits, files);
    context.positions.add(overlay, overlay.root);
    context.add(...overlay.problems);
    root = applyOverlay(root, spec, overlay, context);
  }
  return { ...source, root };
}
