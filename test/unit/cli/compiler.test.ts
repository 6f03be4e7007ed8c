import { expect, test } from "vitest";
import { hasMaglev } from "../../../generator/cli/compiler.ts";

test.each([
  ["24.0.0", "x64", true],
  ["24.21.0", "arm64", true],
  ["26.1.0", "x64", true],
  ["22.20.0", "x64", false],
  ["20.19.0", "arm64", false],
  ["24.0.0", "riscv64", false],
] as const)(
  "Turbofan is left out only where Maglev is known to be used: %s, %s",
  (node, arch, has) => {
    expect(hasMaglev({ arch, versions: { ...process.versions, node } })).toBe(has);
  },
);
