import { Panel } from "@/components/ui/page";
import { LEAST_ROLE, ROLES, type Role } from "@/core/access";

const newOf = (role: Role): string[] =>
  Object.entries(LEAST_ROLE).flatMap(([verb, least]) => (least === role ? [verb] : []));

/** What each role adds to the one before it. */
export const RolesPanel = () => (
  <Panel title="Roles">
    <dl className="flex flex-col gap-2 text-sm">
      {ROLES.map((role, at) => (
        <div key={role} className="grid gap-x-3 sm:grid-cols-[7rem_1fr]">
          <dt className="font-medium">{role}</dt>
          <dd className="text-muted">
            {at === 0 ? "" : `as ${ROLES[at - 1] ?? ""}; `}
            {newOf(role).join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  </Panel>
);
