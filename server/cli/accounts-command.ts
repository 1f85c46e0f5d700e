import { parseArgs } from "node:util";
import { ROLES } from "@/core/access";
import { StudioError } from "@/core/errors";
import { oneOf, required, type Answer, type Command, type Terminal } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { changeRole } from "@/server/services/account/change-role";
import { invite } from "@/server/services/account/invite";
import { listPeople } from "@/server/services/account/list-people";
import { removePerson } from "@/server/services/account/remove-person";
import { resetPassword } from "@/server/services/account/reset-password";
import { invitationLink } from "@/server/services/account/set-up-link";
import { studioAddress } from "@/server/services/account/studio-address";

const roles = ROLES.join("|");

export const accountsCommand: Command = {
  usage: `accounts [list | invite EMAIL --role ${roles} | role EMAIL ${roles} | remove EMAIL | password EMAIL]`,
  summary:
    "people of a team's studio: list them, print a link that makes an account, change a role, remove one, give one a new password",
  async run(terminal, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { role: { type: "string" } },
    });
    const [verb = "list", email, role] = positionals;
    switch (verb) {
      case "list":
        return list(terminal);
      case "invite":
        return printLink(terminal, required(email, "The e-mail address"), required(values.role, "--role"));
      case "role":
        return change(terminal, required(email, "The e-mail address"), required(role, "The role"));
      case "remove":
        return remove(terminal, required(email, "The e-mail address"));
      case "password":
        return reset(terminal, required(email, "The e-mail address"));
      default:
        throw new StudioError(
          "invalid-input",
          `"accounts ${verb}" is unknown.`,
          `Use: ${accountsCommand.usage}.`,
        );
    }
  },
};

async function list({ ctx }: Terminal): Promise<Answer> {
  const { people, invitations } = await listPeople({ ctx });
  const rows = people.map(({ email, name, role, sessions }) => [email, name, role, sessions]);
  return {
    json: { people, invitations },
    lines: [
      ...(rows.length === 0
        ? ["Nobody has an account yet."]
        : table([["e-mail", "name", "role", "sessions"], ...rows])),
      ...invitations.map(
        ({ email, role, expiresAt }) =>
          `Invited as ${role}: ${email ?? "whoever has the link"}, until ${expiresAt.toISOString().slice(0, 16)} UTC`,
      ),
    ],
  };
}

async function printLink({ ctx }: Terminal, email: string, wanted: string): Promise<Answer> {
  const role = oneOf(wanted, "--role", ROLES);
  const { token, expiresAt } = await invite({ ctx, input: { email, role } });
  const link = invitationLink(await studioAddress(ctx), token);
  return {
    json: { link, expiresAt },
    lines: [
      `${email} joins as ${role} with this link, once, until ${expiresAt.toISOString().slice(0, 16)} UTC:`,
      link,
    ],
  };
}

async function change({ ctx }: Terminal, email: string, wanted: string): Promise<Answer> {
  const role = oneOf(wanted, "The role", ROLES);
  await changeRole({ ctx, input: { email, role } });
  return { json: { email, role }, lines: [`${email} is ${role} now.`] };
}

async function remove({ ctx }: Terminal, email: string): Promise<Answer> {
  await removePerson({ ctx, input: { email } });
  return { json: { email }, lines: [`${email} has no account any more.`] };
}

async function reset({ ctx }: Terminal, email: string): Promise<Answer> {
  const { password } = await resetPassword({ ctx, input: { email } });
  return {
    json: { email, password },
    lines: [
      `${email} is signed out everywhere and signs in with this password, to be changed under Your account:`,
      password,
    ],
  };
}
