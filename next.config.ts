import type { NextConfig } from "next";

const config: NextConfig = {
  // A second tree of build output lets a development server and a built studio run side by side.
  distDir: process.env["NEXT_DIST_DIR"] ?? ".next",
  poweredByHeader: false,
  // Answers go over loopback: gzip takes a second for DuckDB's 34 MB, which are sent in a tenth.
  compress: false,
  // `npm run check` type-checks everything; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  serverExternalPackages: [
    "@duckdb/node-api",
    "@duckdb/node-bindings",
    "@libsql/client",
    "libsql",
    "@prisma/adapter-libsql",
    "@prisma/adapter-pg",
  ],
  headers: () =>
    Promise.resolve([
      {
        source: "/duckdb/:path*",
        headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
      },
    ]),
};

export default config;
