import type { Service } from "../model/service.ts";
import { programVersion } from "../text/program.ts";
import { digest } from "./manifest.ts";

/** What files were made from and by, as the manifest remembers it. */
export interface Origin {
  /** The version of this program. */
  readonly generator: string;
  /** The digest of the description's model, overlays included: what it says, not how. */
  readonly description: string;
}

/** What a package of this description is made from and by. */
export function originOf(service: Service): Origin {
  return { generator: programVersion(), description: digestService(service) };
}

/** The digest of all that a description says of a service; positions are no part of it. */
export function digestService(service: Service): string {
  return digest(JSON.stringify(service));
}
