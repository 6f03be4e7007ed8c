// The programmatic API: `import { generate } from "openapi-actions"`.
export { check, type CheckResult } from "./api/check.ts";
export { diff, type DiffOptions, type DiffResult } from "./api/diff.ts";
export { generate, type GenerateOptions, type GenerateResult } from "./api/generate.ts";
export type { ClientOptions } from "./api/options.ts";
export type { Change, ChangeClass, ChangeCode, Subject } from "./compare/change.ts";
export { defineConfig } from "./config/config.ts";
export type {
  ClientConfig,
  Config,
  Filters,
  NameRule,
  NameRules,
  ReadingLimits,
} from "./config/config.ts";
export type { Description } from "./description.ts";
export { DescriptionError, UnusableError } from "./diagnostics/problem.ts";
export type { Problem, SourceLocation } from "./diagnostics/problem.ts";
export type { EmitOptions, Emitter } from "./emit/emitter.ts";
export { requestLine } from "./model/request-line.ts";
export type { Operation, Service } from "./model/service.ts";
export type { Cause, Drift, FileDrift } from "./output/drift.ts";
export type { Written } from "./output/write-folder.ts";
