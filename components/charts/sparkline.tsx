import { sparklinePath } from "@/components/charts/sparkline.prepare";

interface SparklineProps {
  readonly values: readonly number[];
  /** What it shows, in words. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, label, width = 96, height = 20 }: SparklineProps) {
  const path = sparklinePath(values, width - 2, height - 4);
  if (path === "") return <span className="text-xs text-faint">no points yet</span>;
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`-1 -2 ${width} ${height}`}
      className="block"
    >
      <path d={path} fill="none" stroke="var(--color-accent)" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
