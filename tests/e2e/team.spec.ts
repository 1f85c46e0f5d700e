import { expect, test, type APIRequestContext, type Page } from "@playwright/test";
import { ROLES, type Role } from "@/core/access";
import { freePort } from "@/scripts/steps/free-port";
import { judgeEverywhere } from "./support/judge";
import { ROUTES, routesOnDisk } from "./support/routes";
import { demoHome, openStudio, type Studio } from "./support/studio";
import { client, emailOf, joinAs, PASSWORD } from "./support/team";
import { confirmSelection, openMixer } from "./support/walk";

/** Other studios of the tests look for a free port below; a team's takes the one that it is told. */
const FIRST_PORT = 3900;

let studio: Studio;
let remove: () => Promise<void>;
test.beforeAll(async () => {
  const made = await demoHome();
  remove = made.remove;
  studio = await openStudio(made.home, { STUDIO_MODE: "team", PORT: String(await freePort(FIRST_PORT)) });
});
test.afterAll(async () => {
  await studio.interrupt();
  await remove();
});

const INVITATION = /http:\/\/127\.0\.0\.1:\d+\/invitation#[\w-]{43}/;

async function join(page: Page, link: string, name: string, email?: string): Promise<void> {
  await page.goto(link);
  if (email !== undefined) await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/corpora$/);
}

/** Statuses of all routes for somebody, those that end the session last. */
async function statusesFor(person: APIRequestContext): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  const asked = Object.keys(ROUTES).sort(
    (a, b) => Number(a.includes("sign-out")) - Number(b.includes("sign-out")),
  );
  for (const route of asked) {
    const [method = "", path = ""] = route.split(" ");
    const url = `/${path.replace("[trpc]", "recipe.list").replaceAll(/\[\w+\]/g, "none")}`;
    statuses[route] = (
      await person.fetch(url, { method, ...(method === "GET" ? {} : { data: {} }) })
    ).status();
  }
  return statuses;
}

test("a team signs in by invitation, does what its roles allow, and is shown the door by an admin", async ({
  browser,
}) => {
  const open = async () => (await browser.newContext({ baseURL: studio.url })).newPage();
  const admin = await open();
  let selection = "";
  let invited = "";

  await test.step("nobody sees anything before signing in", async () => {
    await admin.goto("/runs");
    await expect(admin).toHaveURL(/\/sign-in\?to=%2Fruns$/);
    await judgeEverywhere(admin, "sign-in");
  });

  await test.step("the first admin joins by the link of the terminal, and confirms a selection", async () => {
    await expect.poll(() => INVITATION.exec(studio.output())?.[0]).toBeDefined();
    const link = INVITATION.exec(studio.output())?.[0] ?? "";
    await admin.goto(link);
    await judgeEverywhere(admin, "invitation");
    await join(admin, link, "An admin", emailOf("admin"));
    await openMixer(admin);
    await confirmSelection(admin);
    selection = admin.url();
  });

  await test.step("the admin invites a reviewer", async () => {
    await admin.getByRole("button", { name: `Account of ${emailOf("admin")}` }).click();
    await admin.getByRole("menuitem", { name: "People" }).click();
    await admin.getByRole("button", { name: "Invite somebody…" }).click();
    await admin.getByLabel("E-mail address").fill(emailOf("reviewer"));
    await admin.getByLabel("Role", { exact: true }).selectOption("reviewer");
    await admin.getByRole("button", { name: "Make the link" }).click();
    invited = await admin.getByText(INVITATION).innerText();
    await admin.getByRole("button", { name: "Done" }).click();
    await judgeEverywhere(admin, "people");
  });

  const reviewer = await open();
  await test.step("who joins as a reviewer can read, and can not start a training", async () => {
    await join(reviewer, invited, "A reviewer");
    await reviewer.goto(selection);
    const start = reviewer.getByRole("button", { name: "Start the training" });
    await expect(start).toHaveAttribute("aria-disabled", "true");
    await expect(start).toHaveAccessibleDescription(
      "As a reviewer you may not train a model: that takes an operator.",
    );
    const raw = await reviewer.request.post("/api/trpc/run.submit", {
      headers: { Origin: studio.url },
      data: { json: {} },
    });
    expect(raw.status()).toBe(403);
    expect(await raw.text()).toContain("As a reviewer you may not train a model: that takes an operator.");
    await reviewer.goto("/account");
    await judgeEverywhere(reviewer, "account");
  });

  await test.step("every route answers exactly the roles that it is for", async () => {
    expect(routesOnDisk()).toEqual(Object.keys(ROUTES).sort());
    const nobody = await statusesFor(await client(studio));
    for (const [route, least] of Object.entries(ROUTES))
      if (least !== null) expect(`${route} ${String(nobody[route])}`).toBe(`${route} 401`);
    expect(nobody["GET metrics"], "figures of a team are for whoever has the token").toBe(401);
    for (const role of ROLES.filter((one) => one !== "reviewer" && one !== "admin"))
      expectAllowed(role, await statusesFor(await joinAs(studio, admin, role)));
  });

  await test.step("nobody becomes an admin by a slip of the hand, and no admin anything else", async () => {
    await admin.goto("/people");
    for (const [whose, wanted, title] of [
      ["viewer", "admin", `Make ${emailOf("viewer")} an admin?`],
      ["admin", "viewer", "Change your own role?"],
    ] as const) {
      const role = admin.getByLabel(`Role of ${emailOf(whose)}`);
      await role.selectOption(wanted);
      const question = admin.getByRole("dialog", { name: title });
      await question.getByRole("button", { name: "Leave it" }).click();
      await expect(role).toHaveValue(whose);
    }
  });

  await test.step("the admin ends the reviewer's session, and the next request is refused", async () => {
    const elsewhere = await reviewer.context().newPage();
    await elsewhere.goto("/account");
    await admin.goto("/people");
    const row = admin.getByRole("row", { name: emailOf("reviewer") });
    await row.getByRole("button", { name: "1 browser" }).click();
    const sessions = admin.getByRole("table", { name: `Where ${emailOf("reviewer")} is signed in` });
    await sessions.getByRole("button", { name: "Sign out" }).click();
    await expect(admin.getByText("Signed in nowhere.")).toBeVisible();
    expect((await reviewer.request.get("/api/trpc/recipe.list")).status()).toBe(401);
    await reviewer.getByRole("link", { name: "Runs" }).click();
    await expect(reviewer).toHaveURL(/\/sign-in\?to=/);
    await elsewhere.getByRole("button", { name: `Account of ${emailOf("reviewer")}` }).click();
    await elsewhere.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(elsewhere).toHaveURL(/\/sign-in$/);
  });

  await test.step("the audit tells all of it", async () => {
    await admin.goto("/audit");
    const audit = admin.getByRole("table", { name: "Audit" });
    for (const action of ["session ended", "selection confirmed", "person joined", "signed in"])
      await expect(audit.getByRole("cell", { name: action, exact: true }).first()).toBeVisible();
    await judgeEverywhere(admin, "audit");
  });
});

function expectAllowed(role: Role, statuses: Readonly<Record<string, number>>): void {
  for (const [route, least] of Object.entries(ROUTES)) {
    const allowed = least === null || ROLES.indexOf(least) <= ROLES.indexOf(role);
    const refused = statuses[route] === 403 || (least !== null && statuses[route] === 401);
    expect(`${role} ${route}: ${refused ? "refused" : "answered"}`).toBe(
      `${role} ${route}: ${allowed ? "answered" : "refused"}`,
    );
  }
}
