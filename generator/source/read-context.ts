import { createProblem, DescriptionError } from "../diagnostics/problem.ts";
import type { Problem, Report, SourceLocation } from "../diagnostics/problem.ts";
import type { ParamsArgument, ProblemCode } from "../diagnostics/catalogue.ts";
import type { Severity } from "../diagnostics/rule.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { Positions } from "./positions.ts";

export interface ReadContextOptions {
  readonly limits?: Partial<Limits> | undefined;
  /** How the configuration treats warnings, by code. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
}

/** The state that stages reading one description share: positions, limits and problems found. */
export class ReadContext {
  readonly positions: Positions = new Positions();
  readonly limits: Limits;
  readonly #severities: Readonly<Record<string, Severity | "off">>;
  readonly #problems: Problem[] = [];

  constructor({ limits, severities = {} }: ReadContextOptions = {}) {
    this.limits = { ...defaultLimits, ...limits };
    this.#severities = severities;
  }

  /** The problems in the order in which they were found. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  readonly report: Report = (code, location, ...params) => {
    this.add(createProblem(code, location, ...params));
  };

  /** Reports a problem at a node of the description, or at one of its keys. */
  reportAt<Code extends ProblemCode>(
    code: Code,
    [node, key]: readonly [node: object, key?: string | number | undefined],
    ...params: ParamsArgument<Code>
  ): void {
    this.report(code, this.positions.of(node, key), ...params);
  }

  /** Reports problems that were found while a file was parsed. */
  add(...problems: readonly Problem[]): void {
    for (const problem of problems) {
      const { code, severity, canAllow = false } = problem;
      // Any other error cannot be turned off: nothing correct can be generated.
      const configured =
        (severity === "warning" || canAllow) &&
        Object.hasOwn(this.#severities, code) &&
        this.#severities[code];
      if (configured !== "off")
        this.#problems.push({ ...problem, severity: configured || severity });
    }
  }

  /** Ends the run at once with what was found so far, where a stage cannot continue. */
  fail<Code extends ProblemCode>(
    code: Code,
    location: SourceLocation,
    ...params: ParamsArgument<Code>
  ): never {
    throw new DescriptionError([...this.#problems, createProblem(code, location, ...params)]);
  }
}
