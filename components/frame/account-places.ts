import { mayDo, type Role, type Verb } from "@/core/access";

interface AccountPlace {
  readonly href: string;
  readonly label: string;
  readonly verb: Verb;
}

const ALL: readonly AccountPlace[] = [
  { href: "/account", label: "Your account", verb: "keep an account" },
  { href: "/people", label: "People", verb: "manage people" },
  { href: "/audit", label: "Audit", verb: "read the audit" },
];

/** The pages about accounts that a role has something to do on. */
export const accountPlaces = (role: Role): readonly AccountPlace[] =>
  ALL.filter(({ verb }) => mayDo(role, verb));
