import { mkdir, rm, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate, readDescription } from "../../generator/generate.ts";
import { loadFile } from "../../generator/source/load.ts";
import { normalize } from "../../generator/emit/openapi/document.ts";
import { ReadContext } from "../../generator/source/read-context.ts";
import type { Description } from "../../generator/description.ts";
import { DescriptionError, type Problem } from "../../generator/diagnostics/problem.ts";
import { violationsIn } from "../../generator/read/schema-violations.ts";
import { resolveReferences } from "../../generator/references/resolve.ts";
import { isNode, listOperations, wireName, type Node, type RawOperation } from "./description.ts";
import { expectReplies, undeclaredIn, type ExpectedReply } from "./expect-response.ts";
import { expectRequest, type Expectation } from "./expect.ts";
import { readPathKey } from "./path-key.ts";
import { differences, startRecorder } from "./wire.ts";

/** A job from the parent: a description, and the folder for its package. */
export interface Task {
  readonly spec: string;
  readonly folder: string;
}

export interface Outcome {
  readonly spec: string;
  /** Codes of the problems for which nothing was made. */
  readonly refused: readonly string[];
  /** The stack trace of what should not have happened. */
  readonly crash: string;
  readonly operations: readonly Verdict[];
  /** Faults of the normalised description: it has to be valid and give the same client. */
  readonly normalized: readonly string[];
}

export interface Verdict {
  readonly key: string;
  readonly method: string;
  readonly forms: readonly string[];
  readonly verdict: "right" | "wrong" | "refused";
  readonly reasons: readonly string[];
  /** How many of its parameters were left alone. */
  readonly unchecked: number;
  /** How many responses were read. */
  readonly read: number;
}

const recorder = await startRecorder();

process.on("message", (task: Task) => {
  void run(task).then((outcome) => process.send?.(outcome));
});
process.on("disconnect", () => process.exit());

async function run({ spec, folder }: Task): Promise<Outcome> {
  try {
    const { files, description } = await generate(spec);
    await writeFiles(folder, files);
    const operations = await checkOperations(spec, folder, description);
    const normalized = await checkNormalized(spec, folder, files);
    return { spec, refused: [], crash: "", operations, normalized };
  } catch (error) {
    if (!(error instanceof DescriptionError)) {
      const crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { spec, refused: [], crash, operations: [], normalized: [] };
    }
    const refused = [...new Set(error.problems.map(({ code }) => code))];
    return { spec, refused, crash: "", operations: [], normalized: [] };
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

async function checkNormalized(
  spec: string,
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const description = await readDescription(spec, { asDescribed: true });
  const document = JSON.stringify(normalize(description));
  // The file's name is in the package, so it has to be the same.
  const copy = join(folder, "normalized", basename(spec));
  await mkdir(dirname(copy));
  await writeFile(copy, document);
  const again = await generate(copy);
  await rm(dirname(copy), { recursive: true });
  const names = new Set([...files.keys(), ...again.files.keys()]);
  // OpenAPI 3.1 has no server variable without a default: the comment of one is lost with it.
  const isLossy = description.service.servers.some(({ variables }) =>
    variables.some((one) => one.default === undefined && one.description !== ""),
  );
  const faults = [...names].filter(
    (name) => files.get(name) !== again.files.get(name) && !(isLossy && name === "index.ts"),
  );
  const violations = await violationsIn(JSON.parse(document) as Node);
  return [...violations.map((one) => JSON.stringify(one)), ...faults];
}

async function checkOperations(
  spec: string,
  folder: string,
  { problems, service }: Description,
): Promise<Verdict[]> {
  const { root, names } = await readNames(spec);
  const generated = service.protocol
    ? await importDescribed(spec, join(folder, "described"))
    : await importPackage(folder);
  const verdicts: Verdict[] = [];
  const operations = service.protocol ? calledByAws(listOperations(root)) : listOperations(root);
  for (const operation of operations) {
    const name = names.get(operation.pointer);
    const key = readPathKey(operation.key);
    const builder = isModule(generated) && name !== undefined ? generated[name] : undefined;
    const reports = problems.filter(
      ({ message, location: { pointer } }) =>
        message.includes("ignoring") &&
        (pointer === operation.pointer ||
          pointer.startsWith(`${operation.pointer}/`) ||
          pointer.startsWith(`${operation.pathPointer}/parameters`) ||
          !/^\/(?:x-ms-)?paths\//.test(pointer)),
    );
    const want = expectRequest(root, operation, key, service.protocol !== undefined);
    const replies = service.protocol ? [] : expectReplies(root, operation);
    const { faults, read } = isBuilder(builder)
      ? await callAndCompare(generated, builder, want, { root, operation, replies })
      : { faults: ["no function"], read: 0 };
    const forms = [
      ...(operation.isExtension ? ["x-ms-paths"] : []),
      ...(key.forms.length > 0 ? key.forms : ["plain path"]),
    ];
    const reasons = faults.filter((fault) => !isReported(fault, operation, reports));
    const verdict = reasons.length > 0 ? "wrong" : faults.length > 0 ? "refused" : "right";
    verdicts.push({
      key: operation.key,
      method: operation.method,
      forms,
      verdict,
      reasons,
      unchecked: want.unchecked,
      read,
    });
  }
  return verdicts;
}

/** Without what descriptions of AWS have twice, and without the headers of the signature. */
function calledByAws(operations: readonly RawOperation[]): readonly RawOperation[] {
  const posted = new Set(
    operations.filter(({ method }) => method === "POST").map(({ key }) => key),
  );
  const signer = /^x-amz-(algorithm|content-sha256|credential|date|security-token|sign\w+)$/i;
  return operations
    .filter(({ key, method }) => method !== "GET" || !key.includes("Action=") || !posted.has(key))
    .map((operation) => ({
      ...operation,
      parameters: operation.parameters.filter((one) => !signer.test(wireName(one))),
    }));
}

function importPackage(folder: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, "index.ts")).href);
}

/** Protocols have test data of their own; here operations are called as they are described. */
async function importDescribed(spec: string, folder: string): Promise<unknown> {
  const { files } = await generate(spec, { asDescribed: true });
  await writeFiles(folder, files);
  const described = await importPackage(folder);
  await rm(folder, { recursive: true });
  return described;
}

/** Whether an omission was reported: of the whole operation, or of the part that is named. */
function isReported(fault: string, operation: RawOperation, reports: readonly Problem[]): boolean {
  if (fault === "no function") {
    return reports.some(({ location }) => location.pointer === operation.pointer);
  }
  const [, missing] = /: missing ([^=]+)/.exec(fault) ?? [];
  return missing !== undefined && reports.some(({ message }) => message.includes(missing));
}

/** An operation as it is described, and what it may be answered with. */
interface Described {
  readonly root: Node;
  readonly operation: RawOperation;
  readonly replies: readonly ExpectedReply[];
}

async function callAndCompare(
  generated: unknown,
  builder: Builder,
  want: Expectation,
  { root, operation, replies }: Described,
): Promise<{ readonly faults: string[]; readonly read: number }> {
  if (!isModule(generated) || !isCreateClient(generated["createClient"])) {
    return { faults: ["no client"], read: 0 };
  }
  const client = generated["createClient"]({ baseUrl: recorder.url });
  let thrown = "nothing arrived";
  // The recorder stands for the servers of single operations too.
  const send = (): Promise<unknown> => client.send({ ...builder(want.params), server: undefined });
  recorder.reply = undefined;
  try {
    await send();
  } catch (error) {
    // That an empty answer is none of the declared ones is no matter here.
    thrown = String(error);
  }
  const [got, ...more] = recorder.take();
  if (!got) return { faults: [thrown], read: 0 };
  if (more.length > 0) return { faults: ["sent more than once"], read: 0 };
  const faults = await differences(want, got);
  const accept = got.headers.get("accept") ?? "";
  const isChosen = want.headers.some(([name]) => name === "accept");
  if (replies.length > 0 && !isChosen) {
    faults.push(...undeclaredIn(accept, root, operation).map((type) => `asks for ${type}`));
  }
  const asked = replies.filter(({ type }) => {
    return accept === "*/*" || accept.toLowerCase().includes(type.toLowerCase());
  });
  if (replies.length > 0 && asked.length === 0) faults.push(`asks for nothing declared: ${accept}`);
  for (const reply of asked) {
    recorder.reply = reply;
    faults.push(...(await replyDifferences(reply, send)));
    recorder.take();
  }
  return { faults, read: asked.length };
}

/** Reads a response and returns how what the caller gets differs. */
async function replyDifferences(
  { type, want }: ExpectedReply,
  send: () => Promise<unknown>,
): Promise<string[]> {
  try {
    const got = await send();
    if (want.kind === "items") {
      const items = await Array.fromAsync(got as AsyncIterable<{ readonly data?: unknown }>);
      const read = type.includes("event-stream") ? items.map(({ data }) => data) : items;
      return isDeepStrictEqual(read, want.items) ? [] : [`${type}: read ${JSON.stringify(read)}`];
    }
    const isBytes = want.kind === "bytes";
    const read = isBytes && got instanceof Blob ? await got.text() : got;
    if (isBytes !== got instanceof Blob) return [`${type}: read as ${typeof got}`];
    return isDeepStrictEqual(read, want.value) ? [] : [`${type}: read ${JSON.stringify(read)}`];
  } catch (error) {
    return [`${type}: ${String(error)}`];
  }
}

/** The description as it is, and the function that was made for each pointer of an operation. */
async function readNames(
  spec: string,
): Promise<{ root: Node; names: ReadonlyMap<string, string> }> {
  const source = await loadFile(spec);
  const context = new ReadContext();
  context.positions.add(source, source.root);
  const root = await resolveReferences(spec, source, context);
  const { naming } = await readDescription(spec, { asDescribed: true });
  return {
    root: isNode(root) ? root : {},
    names: new Map(
      [...naming.operations].map(([{ sourceLocation }, name]) => [
        sourceLocation.pointer,
        String(name),
      ]),
    ),
  };
}

type Builder = (params: unknown) => object;
type CreateClient = (options: object) => { send(request: unknown): Promise<unknown> };

function isModule(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === "function";
}

function isCreateClient(value: unknown): value is CreateClient {
  return typeof value === "function";
}
