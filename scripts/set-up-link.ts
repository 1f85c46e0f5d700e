import { database } from "@/server/db/client";
import { setUpLink } from "@/server/services/account/set-up-link";
import { localContext } from "@/server/services/context";

// Tells the terminal, and nobody else, how the first admin gets in.
const link = await setUpLink(localContext(), process.argv[2] ?? "");
if (link !== null) {
  process.stderr.write(
    `\nNobody has an account yet. Whoever opens this link first becomes the admin (once, within 72 hours):\n${link}\n`,
  );
}
await database().$disconnect();
