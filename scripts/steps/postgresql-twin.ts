/** The same Prisma schema for PostgreSQL: only the provider and the client's folder differ. */
export const postgresqlTwin = (schema: string): string =>
  schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('output   = "../generated/sqlite"', 'output   = "./postgresql"');
