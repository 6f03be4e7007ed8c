// Which folder may import which. `npm run lint` checks generator/ and templates/runtime/.
// The table is generator/README.md's; a folder that is not named here may import nothing.
const ground = ["data", "diagnostics", "text"];

const allowed = {
  text: [],
  data: [],
  diagnostics: ["data", "text"],
  source: ground,
  model: ground,
  overlay: ["source", "model", ...ground],
  references: ["source", "model", ...ground],
  upgrade: ["source", "model", ...ground],
  read: ["source", "model", ...ground],
  protocols: ["model", ...ground],
  config: ["source", "model", "emit/emitter", ...ground],
  types: ["model", ...ground],
  naming: ["types", "model", ...ground],
  "emit/typescript": ["types", "model", "naming", "description", ...ground],
  "emit/openapi": ["types", "model", "naming", "description", ...ground],
  "emit/summary": ["types", "model", "naming", "description", ...ground],
  compare: ["types", "model", "naming", "description", ...ground],
  output: ["model", ...ground],
  api: ["config", "source", "compare", "output", "description", "generate", ...ground],
  history: ["output", "source", "description", "generate", ...ground],
};

/** The files that may read, write, fetch or start programs; all others are pure. */
const effects =
  "^generator/(source/disk|references/fetch|config/(load|project)|output/|history/git|emit/typescript/(package|templates)|cli/|main|text/program)";

const layers = Object.entries(allowed).map(([folder, folders]) => ({
  name: `${folder}-imports`,
  comment: `${folder} may import ${folders.join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `^generator/${folder}/` },
  to: {
    path: "^generator/",
    pathNot: `^generator/(${[folder, ...folders].map((name) => `${name}[/.]`).join("|")})`,
  },
}));

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...layers,
    {
      name: "the-pipeline-knows-no-command",
      comment: "generate.ts and description.ts import neither what prints, writes nor compares",
      severity: "error",
      from: { path: "^generator/(generate|description)\\.ts$" },
      to: { path: "^generator/(api|cli|compare|output|history|main|index)[/.]" },
    },
    {
      name: "nothing-imports-the-command-line",
      severity: "error",
      from: { path: "^generator/(?!main\\.ts$|cli/)" },
      to: { path: "^generator/(cli/|main\\.ts$)" },
    },
    {
      name: "pure-stages-do-no-io",
      severity: "error",
      from: { path: "^generator/", pathNot: effects },
      to: { path: "^(fs|fs/promises|child_process|http|https|net|dns|worker_threads)$" },
    },
    {
      name: "generator-and-runtime-are-apart",
      severity: "error",
      from: { path: "^generator/" },
      to: { path: "^templates/runtime/" },
    },
    {
      name: "runtime-imports-nothing-else",
      severity: "error",
      from: { path: "^templates/runtime/" },
      to: { pathNot: "^templates/runtime/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
  },
};
