/** How often a training has read a document after so many passes over its selection, in words; each pass holds it once. */
export function timesRead(passes: number): string {
  if (passes === 0) return "not yet read";
  const [least, most] = [Math.floor(passes), Math.ceil(passes)];
  const times = (count: number): string =>
    `${count.toLocaleString("en-US")} ${count === 1 ? "time" : "times"}`;
  if (least === most) return `read ${times(least)}`;
  return least === 0 ? "read once or not at all" : `read ${least.toLocaleString("en-US")} or ${times(most)}`;
}
