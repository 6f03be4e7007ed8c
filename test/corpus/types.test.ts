import { existsSync, globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";
import { generate, type Generated } from "../../generator/generate.ts";
import { differencesOf, type Judged } from "../helpers/judge.ts";

const corpus = new URL("../../../shared/corpus", import.meta.url).pathname;
const isThere = existsSync(corpus);
if (!isThere) process.stdout.write("types.test.ts is skipped: ../shared/corpus is not there\n");

/** How many packages one program of the compiler holds: all of them take several gigabytes. */
const atOnce = 30;

/**
 * The types that are not what openapi-typescript has for the same schema: why, and in which
 * description. Those that refer to one of them differ too.
 */
const differences: readonly Difference[] = [
  {
    // Theirs is `{ size?: number } & { [key: string]: string }`, which no object with a size fits.
    reason: "additionalProperties of another type beside properties",
    verdict: "is wider",
    types: {
      "Azure+Azurite/swagger__blob-storage-2021-10-04.json": [
        "BlobFlatListSegment",
        "BlobHierarchyListSegment",
        "BlobItemInternal",
        "BlobMetadata",
        "ListBlobsFlatSegmentResponse",
        "ListBlobsHierarchySegmentResponse",
      ],
      "apis-guru-yaml/APIs__windows.net__graphrbac__1.6__swagger.yaml": [
        "ADGroup",
        "AddOwnerParameters",
        "Application",
        "ApplicationBase",
        "ApplicationCreateParameters",
        "ApplicationListResult",
        "ApplicationUpdateParameters",
        "CheckGroupMembershipParameters",
        "CheckGroupMembershipResult",
        "DirectoryObject",
        "DirectoryObjectListResult",
        "Domain",
        "DomainListResult",
        "GetObjectsParameters",
        "GroupAddMemberParameters",
        "GroupCreateParameters",
        "GroupGetMemberGroupsParameters",
        "GroupListResult",
        "KeyCredential",
        "KeyCredentialListResult",
        "KeyCredentialsUpdateParameters",
        "PasswordCredential",
        "PasswordCredentialListResult",
        "PasswordCredentialsUpdateParameters",
        "PasswordProfile",
        "RequiredResourceAccess",
        "ResourceAccess",
        "ServicePrincipal",
        "ServicePrincipalBase",
        "ServicePrincipalCreateParameters",
        "ServicePrincipalListResult",
        "ServicePrincipalUpdateParameters",
        "SignInName",
        "User",
        "UserBase",
        "UserCreateParameters",
        "UserGetMemberGroupsParameters",
        "UserListResult",
        "UserUpdateParameters",
      ],
      "jentic/apis__openapi__azure.com__containerregistry__2019-08-15-preview__orig__containerregistry.yaml":
        ["Annotations", "Descriptor", "ManifestWrapper", "OCIIndex", "OCIManifest", "V2Manifest"],
    },
  },
  {
    reason: "a base with a discriminator is the union of those that extend it",
    verdict: "is narrower",
    types: {
      "apis-guru-yaml/APIs__azure.com__datalake-store-filesystem__2015-10-01-preview__swagger.yaml":
        ["AdlsError", "AdlsRemoteException"],
      "apis-guru-yaml/APIs__windows.net__graphrbac__1.6__swagger.yaml": [
        "DirectoryObject",
        "DirectoryObjectListResult",
      ],
    },
  },
];

interface Difference {
  readonly reason: string;
  readonly verdict: "is wider" | "is narrower";
  readonly types: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(!isThere)("real descriptions", () => {
  let folder = "";
  const packages: (readonly [spec: string, Judged])[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "corpus-types-"));
    for (const spec of globSync("**/*.{json,yaml,yml}", { cwd: corpus }).sort()) {
      const generated = await generatedOf(join(corpus, spec));
      if (generated) packages.push([spec, { folder: join(folder, spec), generated }]);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("each named type is openapi-typescript's, or the difference is known", async () => {
    const found: string[] = [];
    const named = packages.filter(
      ([, one]) => one.generated.description.service.schemas.length > 0,
    );
    for (let start = 0; start < named.length; start += atOnce) {
      found.push(...(await differencesOf(new Map(named.slice(start, start + atOnce)))));
    }
    const known = differences.flatMap(({ verdict, types }) =>
      Object.entries(types).flatMap(([spec, names]) =>
        names.map((name) => `${spec} ${name} ${verdict}`),
      ),
    );
    expect(found.sort()).toEqual(known.sort());
  });

  test("Prettier changes nothing in any package", async () => {
    const changed: string[] = [];
    // The runtime is in each of them.
    const seen = new Set<string>();
    for (const [spec, { generated }] of packages) {
      for (const [file, text] of generated.files) {
        if (seen.has(text)) continue;
        seen.add(text);
        const formatted = await format(text, { filepath: file, printWidth: 100 });
        if (formatted !== text) changed.push(`${spec} ${file}`);
      }
    }
    expect(changed).toEqual([]);
  });
});

/** Generates a client; none where the description is refused, which ./corpus.test.ts counts. */
async function generatedOf(spec: string): Promise<Generated | undefined> {
  try {
    return await generate(spec);
  } catch (error) {
    if (error instanceof DescriptionError) return undefined;
    throw error;
  }
}
