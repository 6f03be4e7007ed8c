import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { compileErrors } from "../../helpers/compile.ts";

const given = join(import.meta.dirname, "../../golden/generate");

/** Each use of a golden case: handlers as a careful person types them. */
const uses: readonly (readonly [name: string, use: string])[] = [
  [
    "webhooks",
    `import type { Webhooks } from "./index.ts";
type Sent<Name extends keyof Webhooks> = Webhooks[Name];
type Status<Name extends keyof Webhooks> = keyof Sent<Name>["responses"];

export function receive({ body, header }: Sent<"newPet">): Status<"newPet"> {
  const signature: string = header["X-Signature"];
  return body.name === signature ? 410 : 200;
}
export const ok: Sent<"newPet">["responses"][200] = { ok: true };
// @ts-expect-error It is no status that the service knows.
export const status: Status<"newPet"> = 500;
// @ts-expect-error It has no body.
export type Body = Sent<"shop closed */">["body"];`,
  ],
  [
    "callbacks",
    `import type { Callbacks as Reason, ServiceCallbacks, Webhooks } from "./index.ts";

type Event = ServiceCallbacks["subscribe"]["event"];
export const at = ({ body }: Event): string => body.at;
export const id = ({ body }: Event): number | undefined => body.id;
export const why = ({ query }: ServiceCallbacks["order"]["closed"]): Reason | undefined => query.reason;
// @ts-expect-error Its body is optional.
export const first = ({ body }: Webhooks["newEvent"]): string => body.at;`,
  ],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "service-requests-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(uses)("handlers of %s are typed", async (name, use) => {
  const { files } = await generate(join(given, name, "input.yaml"));
  for (const [file, text] of [...files, ["use.ts", use] as const]) {
    await mkdir(dirname(join(folder, name, file)), { recursive: true });
    await writeFile(join(folder, name, file), text);
  }
  expect(await compileErrors([join(folder, name, "use.ts")])).toEqual([]);
});
