/** Values by key up to a weight in all: those used longest ago go first, the newest stays whatever it weighs. */
export class BoundedCache<V> {
  private readonly held = new Map<string, { readonly value: V; readonly weight: number }>();
  private weight = 0;

  constructor(private readonly maxWeight: number) {}

  get(key: string): V | undefined {
    const found = this.held.get(key);
    if (found === undefined) return undefined;
    this.held.delete(key);
    this.held.set(key, found);
    return found.value;
  }

  set(key: string, value: V, weight: number): void {
    this.drop(key);
    this.held.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.held.keys()) {
      if (this.weight <= this.maxWeight || oldest === key) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.weight -= this.held.get(key)?.weight ?? 0;
    this.held.delete(key);
  }
}
