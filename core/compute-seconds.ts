export interface WorkedAttempt {
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/**
 * Processes × seconds of all attempts, from the start of each to its end. An attempt that has not ended counts up to the last
 * sign of life of the run, so that a machine that is gone costs nothing more.
 */
export function computeSeconds(
  attempts: readonly WorkedAttempt[],
  processes: number,
  lastSeen: Date | null,
): number {
  const seconds = attempts.reduce((sum, { createdAt, endedAt }) => {
    const until = endedAt ?? lastSeen ?? createdAt;
    return sum + Math.max(0, until.getTime() - createdAt.getTime()) / 1000;
  }, 0);
  return processes * seconds;
}
