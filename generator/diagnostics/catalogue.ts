import { configRules, type ConfigParams } from "./rules/config.ts";
import { documentRules, type DocumentParams } from "./rules/document.ts";
import { fileRules, type FileParams } from "./rules/file.ts";
import { operationRules, type OperationParams } from "./rules/operation.ts";
import { overlayRules, type OverlayParams } from "./rules/overlay.ts";
import { paginationRules, type PaginationParams } from "./rules/pagination.ts";
import { pathRules, type PathParams } from "./rules/path.ts";
import { protocolRules, type ProtocolParams } from "./rules/protocol.ts";
import { referenceRules, type ReferenceParams } from "./rules/reference.ts";
import { schemaRules, type SchemaParams } from "./rules/schema.ts";
import type { RulesOf } from "./rule.ts";

/** The parameters of every code. */
interface CatalogueParams
  extends
    FileParams,
    DocumentParams,
    PathParams,
    OperationParams,
    PaginationParams,
    ProtocolParams,
    SchemaParams,
    ReferenceParams,
    OverlayParams,
    ConfigParams {}

/**
 * Every problem that can be reported, by code: its severity, message, hint and explanation. What is
 * printed, `openapi-actions explain`, SARIF and the documentation all read it. To add a problem, add
 * its rule to one of the groups.
 */
export const catalogue: RulesOf<CatalogueParams> = {
  ...fileRules,
  ...documentRules,
  ...pathRules,
  ...operationRules,
  ...paginationRules,
  ...protocolRules,
  ...schemaRules,
  ...referenceRules,
  ...overlayRules,
  ...configRules,
};

/** The codes of problems, in kebab case. Codes are stable: users filter by them. */
export type ProblemCode = keyof CatalogueParams;

/** The details from which the message and the hint of a code are made. */
export type ParamsOf<Code extends ProblemCode> = CatalogueParams[Code];

/** The parameters as a rest argument: none where the texts are fixed. */
export type ParamsArgument<Code extends ProblemCode> =
  ParamsOf<Code> extends undefined ? [] : [params: ParamsOf<Code>];
