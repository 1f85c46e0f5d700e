const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^(app|components|core|server|workers|scripts|tests)/", pathNot: allowed },
});

/** The import rules of docs/architecture.md; each is an error. */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        pathNot:
          "^(app|tests|scripts)/|\\.d\\.ts$|config|^proxy\\.ts$|^workers/(jobs/main|browser/engine\\.worker)\\.ts$",
      },
      to: {},
    },
    {
      name: "nobody-imports-app-or-tests",
      severity: "error",
      from: { pathNot: "^(app|tests)/" },
      to: { path: "^(app|tests)/" },
    },
    only("core-is-pure", "^core/", "^core/"),
    {
      name: "core-uses-small-pure-libraries",
      severity: "error",
      from: { path: "^core/" },
      to: {
        dependencyTypes: ["npm", "npm-dev", "core"],
        pathNot: "node_modules/(zod|canonicalize|@noble/hashes|llama-tokenizer-js|pure-rand)",
      },
    },
    only(
      "storage-and-duckdb",
      "^server/(db|duckdb|storage|telemetry)/",
      "^(core|server/(db|duckdb|storage|telemetry))/|^generated/",
    ),
    only(
      "training-knows-no-services",
      "^server/training/",
      "^(core|server/(db|duckdb|storage|telemetry|training))/",
    ),
    only("services", "^server/services/", "^(core|server/(db|duckdb|storage|telemetry|services|training))/"),
    only("api", "^server/api/", "^(core|server/(api|services|telemetry))/"),
    only("cli", "^server/cli/", "^(core|server/(cli|services|db))/"),
    only(
      "jobs",
      "^workers/jobs/",
      "^(core|server/(db|services|training|duckdb|storage|telemetry)|workers/jobs)/",
    ),
    only("browser-worker", "^workers/browser/", "^(core|workers/browser)/"),
    only("leaves", "^components/(ui|charts|table)/", "^(core|components/(ui|charts|table))/"),
    {
      name: "reader",
      severity: "error",
      from: { path: "^components/reader/" },
      to: {
        path: "^(app|components|server|workers|scripts|tests)/",
        pathNot: "^components/(reader|ui|charts|table|api)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "recipes",
      severity: "error",
      from: { path: "^components/recipes/" },
      to: {
        path: "^(app|components|server|workers|scripts|tests)/",
        pathNot: "^components/(recipes|ui|charts|table|api)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "training",
      severity: "error",
      from: { path: "^components/training/" },
      to: {
        path: "^(app|components|server|workers|scripts|tests)/",
        pathNot: "^components/(training|ui|charts|table|api)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    ...[
      "corpus",
      "mixer",
      "compare",
      "selections",
      "evaluations",
      "runs",
      "campaigns",
      "review",
      "frame",
    ].map((v) => ({
      name: `vertical-${v}`,
      severity: "error",
      from: { path: `^components/${v}/` },
      to: {
        path: "^(app|components|server|workers|scripts|tests)/",
        pathNot: `^components/(${v}|reader|recipes|training|ui|charts|table|api)/|^workers/browser/`,
        dependencyTypesNot: ["type-only"],
      },
    })),
    only("app", "^app/", "^(app|components|core|server/api)/"),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next[^/]*|generated|data|public|workers/(gpu|kernel|learn))/" },
  },
};
