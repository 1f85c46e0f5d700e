import { sourceFormat } from "@/core/source-format";
import type { NamedFile } from "@/components/corpus/send-files";

export interface ChosenFiles {
  readonly files: readonly NamedFile[];
  /** Files that an import does not read. */
  readonly leftOut: number;
}

const isHidden = (name: string): boolean => name.split("/").some((part) => part.startsWith("."));

/** Of the files a person chose those that can be imported, in the order of their names. */
export function importable(files: readonly NamedFile[]): ChosenFiles {
  const kept = files.filter(({ name }) => sourceFormat(name) !== null && !isHidden(name));
  const sorted = kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files: sorted, leftOut: files.length - kept.length };
}

/** Files of a picker; of a whole folder they are named from below it, so that its folders are the domains. */
export const pickedFiles = (files: Iterable<File>): NamedFile[] =>
  [...files].map((file) => ({ name: belowFirst(file.webkitRelativePath) || file.name, file }));

const belowFirst = (path: string): string => path.split("/").slice(1).join("/");

/** Files that were dropped; a folder is opened, and if it is the only thing it is not part of their names. */
export async function droppedFiles(items: Iterable<DataTransferItem>): Promise<NamedFile[]> {
  // The list is emptied once the event is over: what is in it is taken before anything is waited for.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const [first] = dropped;
  const only =
    dropped.length === 1 &&
    first !== null &&
    first !== undefined &&
    "isDirectory" in first &&
    first.isDirectory;
  const found = await Promise.all(
    dropped.map((one) => {
      if (one === null) return [];
      return one instanceof File ? [{ name: one.name, file: one }] : filesBelow(one, "");
    }),
  );
  return found.flat().map(({ name, file }) => ({ name: only ? belowFirst(name) : name, file }));
}

async function filesBelow(entry: FileSystemEntry, above: string): Promise<NamedFile[]> {
  const name = above === "" ? entry.name : `${above}/${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name, file }];
  }
  if (!isFolder(entry)) return [];
  const below = await Promise.all((await entriesOf(entry)).map((child) => filesBelow(child, name)));
  return below.flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader hands out a folder in pieces (100 in Chromium) until one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
