import { expect, it } from "vitest";
import { choiceGroup, type Choice } from "@/components/compare/chooser.prepare";

const choice = (name: string, detail: string, day: number): Choice => ({
  ref: { kind: "version", id: name },
  key: `version:${name}`,
  name,
  detail,
  createdAt: new Date(2026, 0, day),
});

const choices = [
  choice("balanced v1", "first try", 1),
  choice("Balanced v2", "more books", 2),
  choice("books", "", 3),
];
const names = (search: string) =>
  choiceGroup("Saved versions", choices, search).choices.map(({ name }) => name);

it("finds what holds every word in its name or detail, newest first", () => {
  expect(names("")).toEqual(["books", "Balanced v2", "balanced v1"]);
  expect(names("BALANCED")).toEqual(["Balanced v2", "balanced v1"]);
  expect(names("book")).toEqual(["books", "Balanced v2"]);
  expect(names(" book balanced ")).toEqual(["Balanced v2"]);
  expect(names("none")).toEqual([]);
});

it("lists 50 of more and says how many there are", () => {
  const many = Array.from({ length: 70 }, (_, place) => choice(`r${String(place)}`, "", place + 1));
  const group = choiceGroup("Runs", many, "r");
  expect([group.choices.length, group.found, group.choices[0]?.name]).toEqual([50, 70, "r69"]);
});
