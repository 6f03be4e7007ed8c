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
      from: { path: "^generator/(problem|model|code|render)\\.ts$" },
      to: { path: "^generator/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-middle-touches-no-file",
      severity: "error",
      from: {
        path: "^generator/",
        pathNot:
          "^generator/(main|config/load|fetch-reference|find-spec|load|references|package|template|watch|output|git|version|command/check)\\.ts$",
      },
      to: { path: "^(fs|fs/promises|child_process|http|https|net)$" },
    },
    {
      name: "reading-knows-nothing-of-writing",
      severity: "error",
      from: { path: "^generator/(read|address|load|upgrade|numbering|references|overlay)" },
      to: { path: "^generator/(view|render|package|types|comment|literal|markdown)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
  },
};
