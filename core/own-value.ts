/** What an object whose keys a corpus chose holds under a name, whatever the name is: "constructor" is no field of an empty one. */
export const ownValue = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
