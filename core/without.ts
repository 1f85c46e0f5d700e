/** An object without some of its fields. */
export const without = <Fields extends object, Name extends keyof Fields>(
  fields: Fields,
  ...names: readonly Name[]
): Omit<Fields, Name> =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) => !names.some((name) => name === field)),
  ) as Omit<Fields, Name>;
