/** Characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;
