import type { Problem } from "./diagnostics/problem.ts";
import type { Service } from "./model/service.ts";
import type { Naming } from "./naming/service-names.ts";
import type { TypeModel } from "./types/type-model.ts";
import type { Places } from "./source/positions.ts";

/** A description that was read: what the front half of the pipeline hands to the back half. */
export interface Description {
  readonly service: Service;
  /** The types of all that it sends and receives. */
  readonly types: TypeModel;
  /** What its operations and schemas are called in code. */
  readonly naming: Naming;
  /** Where the nodes of its schemas stand. */
  readonly places: Places;
  /** What was mended, in the order in which it was found. */
  readonly problems: readonly Problem[];
}
