// Who may import whom. `npm run lint` runs it over generator/ and templates/runtime/.
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "program-and-runtime-are-apart",
      severity: "error",
      from: { path: "^generator/" },
      to: { path: "^templates/runtime/" },
    },
    {
      name: "runtime-stands-alone",
      severity: "error",
      from: { path: "^templates/runtime/" },
      to: { pathNot: "^templates/runtime/" },
    },
    {
      name: "nothing-imports-main",
      severity: "error",
      from: { path: "^generator/" },
      to: { path: "^generator/main\\.ts$" },
    },
    {
      name: "words-of-all-need-nobody",
      severity: "error",
      from: { path: "^generator/(diagnostics/problem|text/code)\\.ts$" },
      to: { path: "^generator/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-middle-touches-no-file",
      severity: "error",
      from: {
        path: "^generator/",
        pathNot:
          "^generator/(main|config/load|references/(fetch|resolve)|source/(find-input|load)|emit/typescript/(package|templates)|cli/|output/|history/git|text/version)",
      },
      to: { path: "^(fs|fs/promises|child_process|http|https|net)$" },
    },
    {
      name: "reading-knows-nothing-of-writing",
      severity: "error",
      from: { path: "^generator/(read/(?!service)|source|upgrade|references|overlay)" },
      to: { path: "^generator/(emit|types|naming)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
  },
};
