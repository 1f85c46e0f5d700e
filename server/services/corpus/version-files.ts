import path from "node:path";
import { corpusPath } from "@/server/storage/home";

/** Files below corpora/<fingerprint> that some services read and an older corpus may lack. */
export const DIGESTS_FILE = "digests.parquet";
/** Which group each document belongs to, and the names of groups; only where the import named a column of groups. */
export const GROUPS_FILE = "groups.parquet";
export const GROUP_NAMES_FILE = "group-names.parquet";
export const PROFILE_FILE = "profile.json";

export const groupsPath = (fingerprint: string, home: string): string =>
  path.join(corpusPath(fingerprint, home), GROUPS_FILE);
export const groupNamesPath = (fingerprint: string, home: string): string =>
  path.join(corpusPath(fingerprint, home), GROUP_NAMES_FILE);
