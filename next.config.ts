import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@duckdb/node-api", "@libsql/client", "libsql", "@prisma/adapter-libsql", "@prisma/adapter-pg"],
  headers: () =>
    Promise.resolve([
      { source: "/duckdb/:path*", headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }] },
    ]),
};

export default config;
