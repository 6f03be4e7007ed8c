import { fitOutput } from "../config/fit-output.ts";
import type { Fit } from "../config/project.ts";
import { generate, type Generated, type GenerateOptions } from "../generate.ts";
import { originOf } from "../output/digests.ts";
import { explainDrift, type Drift } from "../output/drift.ts";
import { saveCopy } from "../output/save-copy.ts";
import type { Manifest, Settings } from "../output/manifest.ts";
import {
  compareFolder,
  readManifest,
  readText,
  writeFolder,
  type Written,
} from "../output/write-folder.ts";

/** A client in memory, for an output folder. */
export interface GeneratedPackage extends Generated {
  /** The content of a description that is not a file. */
  readonly remote: Uint8Array | undefined;
  readonly output: string;
  /** How the files fit into the project around the folder. */
  readonly fit: Fit;
  /** The manifest of the last run into the folder; `undefined` where there was none. */
  readonly manifest: Manifest | undefined;
  /** The facts of this run that the manifest records. */
  readonly settings: Settings & ReturnType<typeof originOf>;
}

/**
 * Generates a client for an output folder, of which only the manifest is read.
 *
 * @param input the description's file or URL.
 * @throws DescriptionError and UnusableError as the pipeline does, and UnusableError where the folder
 * cannot be read.
 */
export async function generatePackage(
  input: string,
  output: string,
  options: GenerateOptions,
): Promise<GeneratedPackage> {
  const manifest = await readManifest(output);
  const fit = fitOutput(output, options, manifest?.settings);
  const { layout, importExtension } = fit;
  let remote: Uint8Array | undefined;
  const onRemoteInput = (content: Uint8Array): void => {
    remote = content;
  };
  const adapted = { ...options, layout, importExtension, onRemoteInput };
  const generated = await generate(input, adapted);
  const settings = { layout, importExtension, ...originOf(generated.description.service) };
  return { ...generated, remote, output, fit, manifest, settings };
}

/**
 * Writes a client into its folder: all files, or none.
 *
 * @param save a file for a copy of a description that is not a file.
 */
export async function writePackage(made: GeneratedPackage, save?: string): Promise<Written> {
  const written = await writeFolder(made.output, made.files, made.settings);
  if (save !== undefined && made.remote) await saveCopy(save, made.remote);
  return written;
}

/** Returns how the folder differs from a client, and why; `undefined` where it does not. */
export async function findDrift(made: GeneratedPackage): Promise<Drift | undefined> {
  const { output, files, settings, manifest } = made;
  const differences = await compareFolder(output, files);
  if (differences.length === 0) return undefined;
  return explainDrift(differences, files, settings, manifest, (file) => readText(output, file));
}
