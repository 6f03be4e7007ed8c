import type { Problem } from "./diagnostics/problem.ts";
import type { Service } from "./model/service.ts";
import type { Naming } from "./naming/service-names.ts";
import type { TypeModel } from "./types/type-model.ts";
import type { Positions } from "./source/positions.ts";

/** A description that was read: what the front half of the pipeline passes to the back half. */
export interface Description {
  readonly service: Service;
  /** The types of all that it sends and receives. */
  readonly types: TypeModel;
  /** The names of its operations and schemas in code. */
  readonly naming: Naming;
  /** The positions of the nodes of its schemas. */
  readonly positions: Positions;
  /** The warnings, in the order in which they were found. */
  readonly problems: readonly Problem[];
}
