import { build } from "esbuild";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { generate, type GenerateOptions } from "../../generator/generate.ts";

/** A program of one call, bundled and minified. */
export interface CallBytes {
  readonly protocol: string;
  readonly bytes: number;
  /** Compressed with gzip, level 9. */
  readonly gzip: number;
  /** The modules of the runtime that it holds: `client`, `xml`. */
  readonly modules: readonly string[];
}

const golden = join(import.meta.dirname, "../golden/generate");

/** An operation of a golden case for each protocol. */
const calls: readonly [protocol: string, name: string, operation: string, GenerateOptions?][] = [
  ["plain HTTP", "pagination", "listBooks"],
  ["json-1.0", "aws-json", "putItem"],
  ["json-1.1", "aws-json", "putItem", { awsProtocol: "json-1.1" }],
  ["rest-json", "aws-rest-json", "searchFiles"],
  ["query", "aws-query", "createBox"],
  ["ec2", "aws-ec2", "describeMachines"],
  ["rest-xml", "aws-rest-xml", "createZone"],
];

/** Measures a program of one call in each protocol. */
export async function measureCalls(): Promise<readonly CallBytes[]> {
  const folder = await mkdtemp(join(tmpdir(), "call-bytes-"));
  try {
    const measured: CallBytes[] = [];
    for (const [protocol, name, operation, options] of calls) {
      const target = join(folder, protocol);
      await writePackage(join(golden, name, "input.yaml"), target, options);
      const program = `import { createClient, ${operation} } from "./index.ts";
export const call = (baseUrl, params) => createClient({ baseUrl }).send(${operation}(params));`;
      measured.push({ protocol, ...(await bundle(program, target)) });
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Generates the client of a description into a folder. */
export async function writePackage(
  description: string,
  folder: string,
  options?: GenerateOptions,
): Promise<void> {
  const { files } = await generate(description, options);
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}

/**
 * Bundles and minifies a program.
 *
 * @param folder of the client that it imports.
 */
export async function bundle(
  contents: string,
  folder: string,
): Promise<Omit<CallBytes, "protocol">> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
    absWorkingDir: folder,
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) => {
    const [, module] = /^runtime\/([\w/-]+)\.ts$/.exec(file) ?? [];
    return module !== undefined && bytesInOutput > 0 ? [module] : [];
  });
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  return { bytes: text.length, gzip: gzipSync(text, { level: 9 }).length, modules };
}

/** The measurements as Markdown. */
export function tableOf(measured: readonly CallBytes[]): string {
  const rows = measured.map(
    ({ protocol, bytes, gzip }) => `| ${protocol} | ${grouped(bytes)} | ${grouped(gzip)} |`,
  );
  return ["| protocol | minified | gzip |", "| --- | ---: | ---: |", ...rows].join("\n");
}

function grouped(bytes: number): string {
  return bytes.toLocaleString("en-US");
}
