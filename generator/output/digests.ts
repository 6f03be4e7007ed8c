import type { Service } from "../model/service.ts";
import { programVersion } from "../text/program.ts";
import { digest } from "./manifest.ts";

/** Digests of the inputs and the program that made the files, as the manifest records them. */
export interface Origin {
  /** The version of this program. */
  readonly generator: string;
  /** The digest of the description's model, overlays included: what it says, not how. */
  readonly description: string;
}

/** Returns the digests for a package of this description. */
export function originOf(service: Service): Origin {
  return { generator: programVersion(), description: digestService(service) };
}

/** The digest of all that a description says of a service; positions are no part of it. */
export function digestService(service: Service): string {
  return digest(JSON.stringify(service));
}
