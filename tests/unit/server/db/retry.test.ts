import { describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { Prisma } from "@/generated/sqlite/client";
import { isBusy, isGone } from "@/server/db/retry";

const ofPrisma = (message: string, code: string): Error =>
  new Prisma.PrismaClientKnownRequestError(message, { code, clientVersion: "7" });

describe("a database that is busy", () => {
  it("is told by a code, and by the driver's word where a commit met another", () => {
    expect(isBusy(ofPrisma("Transaction failed due to a write conflict", "P2034"))).toBe(true);
    const atCommit = Object.assign(new Error("TransactionWriteConflict"), { name: "DriverAdapterError" });
    expect(isBusy(atCommit)).toBe(true);
    expect(isBusy(ofPrisma("Unique constraint failed", "P2002"))).toBe(false);
  });
});

describe("a database that is away", () => {
  it("is told by the code or the words of its own errors, and of what they caused", () => {
    expect(isGone(ofPrisma("Can't reach database server", "P1001"))).toBe(true);
    expect(isGone(ofPrisma("connect ECONNREFUSED 127.0.0.1:5432", "P2010"))).toBe(true);
    expect(isGone(new Error("The page failed.", { cause: ofPrisma("Server has closed", "P1017") }))).toBe(
      true,
    );
    expect(isGone(Object.assign(new Error("Connection terminated"), { clientVersion: "7" }))).toBe(true);
  });

  it("is not meant when something else on the network is, or a query is wrong", () => {
    expect(isGone(new Error("connect ECONNREFUSED 127.0.0.1:8265"))).toBe(false);
    expect(isGone(Object.assign(new Error("fetch failed"), { cause: new Error("ECONNRESET") }))).toBe(false);
    expect(isGone(new StudioError("unavailable", "MLflow: Connection terminated"))).toBe(false);
    expect(isGone(ofPrisma("Unique constraint failed", "P2002"))).toBe(false);
  });
});
