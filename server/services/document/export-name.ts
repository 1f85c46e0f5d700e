import type { ExportFormat } from "@/core/export-request";

export interface ExportName {
  readonly corpus: string;
  readonly number: number;
  readonly documents: number;
  readonly of: number;
  readonly format: ExportFormat;
}

/** Characters of a corpus' name that a file's name keeps. */
const MOST = 80;

/** `<corpus> v2, 1200 of 5000 documents.csv`, without what a file's name must not or should not hold. */
export function exportFileName({ corpus, number, documents, of, format }: ExportName): string {
  const plain = corpus
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .replace(/[/\\:*?"<>|;%]/g, "-")
    .replace(/^[.\s-]+/, "");
  const name = Array.from(plain).slice(0, MOST).join("").trim() || "corpus";
  return `${name} v${String(number)}, ${String(documents)} of ${String(of)} documents.${format}`;
}

/** The header that makes a browser save an answer under a name (RFC 6266): in ASCII, and exactly. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const exact = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
