const MINUS = "−";
const signless = (text: string): string => text.replace("-", MINUS);

const wholeNumber = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 21,412,007 */
export const formatCount = (value: number): string => signless(wholeNumber.format(value));

const STEPS = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
] as const;

/** Three significant figures with the field's letter: 30.0 B, 4.62 M, 812. */
export function formatTokens(value: number): string {
  const size = Math.abs(value);
  if (size < 999.5) return signless(String(Math.round(value)));
  const [unit, letter] = STEPS.find(([step]) => size >= step * 0.9995) ?? [1e3, "K"];
  return signless(`${threeFigures(value / unit)} ${letter}`);
}

function threeFigures(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Decimal units: 34.0 MB. */
export function formatBytes(bytes: number): string {
  const power = Math.min(
    BYTE_UNITS.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3 + 1e-9)),
  );
  const scaled = bytes / 1000 ** power;
  return power === 0 ? `${Math.round(bytes)} B` : `${threeFigures(scaled)} ${BYTE_UNITS[power] ?? "TB"}`;
}

/** 47.9 %; `share` in 0 … 1. */
export const formatPercent = (share: number, decimals = 1): string =>
  signless(`${(share * 100).toFixed(decimals)} %`);

/** +3.2, −4.3, 0.0 */
export function formatSigned(value: number, decimals = 1): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? MINUS : "+"}${text}`;
}

/** Seconds as a person says them: 0.4 s, 12 s, 3 min 20 s, 2 h 05 min, 3 d 4 h. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago, seen from `now`; older than a week as a date. */
export function formatAgo(then: Date, now: Date): string {
  const seconds = (now.getTime() - then.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 24 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 7 * 24 * 3600) return `${Math.round(seconds / (24 * 3600))} d ago`;
  return then.toISOString().slice(0, 10);
}

/** 2026-11-24 10:21 in the person's own time zone. */
export function formatDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A number of unknown size with about three significant figures: 0.0421, 4.67, 1,345, 2.31e-7. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 || Number.isInteger(value)) return formatCount(value);
  if (size < 0.001) return signless(value.toExponential(2));
  return signless(value.toFixed(size >= 99.95 ? 1 : size >= 0.9995 ? 2 : size >= 0.0995 ? 3 : 4));
}

/** "1 document", "12 documents". */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** The first figures of a hash, enough to tell it from its neighbours. */
export const shortHash = (hash: string): string => hash.replace(/^sha256:/, "").slice(0, 10);
