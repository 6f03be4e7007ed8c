import { errors } from "./errors.ts";
import { methods } from "./methods.ts";
import { multipart } from "./multipart.ts";
import { parameters } from "./parameters.ts";
import { requestBodies } from "./request-bodies.ts";
import { responses } from "./responses.ts";
import type { Row } from "./row.ts";
import { schemas } from "./schemas.ts";
import { security } from "./security.ts";
import { servers } from "./servers.ts";
import { streams } from "./streams.ts";
import { xml } from "./xml.ts";

/** All rows, by what they are about. */
export const areas: readonly (readonly [area: string, rows: readonly Row[]])[] = [
  ["Methods", methods],
  ["Parameters", parameters],
  ["Request bodies", requestBodies],
  ["Multipart", multipart],
  ["XML", xml],
  ["Responses", responses],
  ["Streams", streams],
  ["Servers", servers],
  ["Security", security],
  ["Errors", errors],
  ["Schemas", schemas],
];

export const rows: readonly Row[] = areas.flatMap(([, rows]) => rows);
