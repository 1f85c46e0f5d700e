"use client";

import { ReportDocument } from "@/components/reports/report-document";
import type { ReportDetail } from "@/server/services/report/report-summary";

/** What a file from the studio may do: show itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const PAGE = `:root { color-scheme: light dark; }
body { margin: 0; padding: 32px 20px 64px; background: var(--color-surface); font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
@media print { :root { color-scheme: light; } }`;

/** A report as one HTML file that needs nothing beside it and follows the theme of whoever reads it. */
export async function reportHtml(report: ReportDetail): Promise<string> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  const document = renderToStaticMarkup(<ReportDocument report={report} />);
  const title = renderToStaticMarkup(<title>{report.title}</title>);
  const rules = [...reportRules(), PAGE].join("\n");
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    title,
    `<style>\n${colours(document + rules)}\n${rules}\n</style>`,
    "</head>",
    `<body>${document}</body>`,
    "</html>",
    "",
  ].join("\n");
}

/** The rules of report.css as this page has them. */
function reportRules(): string[] {
  const all = Array.from(document.styleSheets).flatMap((sheet) => Array.from(sheet.cssRules));
  return all.map(({ cssText }) => cssText).filter((text) => /^(@media print \{\s*)?\.report\b/.test(text));
}

/** The tokens a text names, and those that they name in turn, with what they stand for in both themes. */
function colours(text: string): string {
  const root = getComputedStyle(document.documentElement);
  const found = new Map<string, string>();
  const collect = (from: string): void => {
    for (const [, name = ""] of from.matchAll(/var\((--[\w-]+)/g)) {
      if (found.has(name)) continue;
      const value = root.getPropertyValue(name).trim();
      found.set(name, value);
      collect(value);
    }
  };
  collect(text);
  return `:root { ${[...found].map(([name, value]) => `${name}: ${value};`).join(" ")} }`;
}
