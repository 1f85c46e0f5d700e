import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TABLES } from "@/server/services/backup/table-rows";

const schema = readFileSync("prisma/schema.prisma", "utf8");

it("lists every table but the sign-ins after those that its rows refer to, the order in which a restore fills them", () => {
  const seen = new Set<string>();
  for (const [, model = "", body = ""] of schema.matchAll(/^model (\w+) \{([^}]*)\}/gm)) {
    const parents = [...body.matchAll(/ (\w+)\?? +@relation\(fields/g)].map(([, parent = ""]) => parent);
    expect(parents.filter((parent) => parent !== model && !seen.has(parent))).toEqual([]);
    seen.add(model);
  }
  expect(TABLES).toEqual([...seen].filter((name) => name !== "SignIn"));
});
