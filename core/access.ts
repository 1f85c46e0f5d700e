/** What people are in a team; each may do all that those before it may. */
export const ROLES = ["viewer", "reviewer", "curator", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Everything that can be done in a studio, with the least role that may do it. */
export const LEAST_ROLE = {
  read: "viewer",
  "keep an account": "viewer",
  "answer in a review session": "reviewer",
  "import a corpus": "curator",
  "make a synthetic corpus": "curator",
  "archive a corpus": "curator",
  "write a data card": "curator",
  "save a recipe": "curator",
  "save a view": "curator",
  "archive a view": "curator",
  "write a report": "curator",
  "archive a report": "curator",
  "hold a review session": "curator",
  "confirm a selection": "curator",
  "learn weights": "curator",
  "cancel a job": "curator",
  "archive a campaign": "operator",
  "train a model": "operator",
  "evaluate a model": "operator",
  "run a campaign": "operator",
  "check a training backend": "operator",
  "check hashes": "operator",
  "prepare the training environment": "operator",
  "delete a corpus": "admin",
  "clean up": "admin",
  "manage people": "admin",
  "read the audit": "admin",
} as const satisfies Record<string, Role>;
export type Verb = keyof typeof LEAST_ROLE;

export const mayDo = (role: Role, verb: Verb): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(LEAST_ROLE[verb]);

const withArticle = (role: Role): string => `${/^[aeiou]/.test(role) ? "an" : "a"} ${role}`;

/** What something takes that a role may not do: "takes an operator"; null where it may. */
export const needOf = (role: Role, verb: Verb): string | null =>
  mayDo(role, verb) ? null : `takes ${withArticle(LEAST_ROLE[verb])}`;

/** Why a role may not do something, or null where it may. */
export function refusalOf(role: Role, verb: Verb): string | null {
  const need = needOf(role, verb);
  return need === null ? null : `As ${withArticle(role)} you may not ${verb}: that ${need}.`;
}
