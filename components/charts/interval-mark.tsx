interface IntervalMarkProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Ends of the scale; the same for all marks that stand below each other. */
  readonly from: number;
  readonly to: number;
}

/** A figure and its interval on a scale; the numbers beside it are what a screen reader reads. */
export function IntervalMark({ value, low, high, from, to }: IntervalMarkProps) {
  const at = (number: number): string =>
    `${String(Math.min(100, Math.max(0, (100 * (number - from)) / (to - from))))}%`;
  return (
    <svg aria-hidden className="block h-3 w-full min-w-24 overflow-visible">
      <line x1="0%" x2="100%" y1="6" y2="6" stroke="var(--color-line)" />
      <line x1={at(low)} x2={at(high)} y1="6" y2="6" stroke="var(--color-accent)" strokeWidth="3" />
      <circle cx={at(value)} cy="6" r="4" fill="var(--color-accent)" />
    </svg>
  );
}
