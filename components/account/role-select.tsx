"use client";

import { useState } from "react";
import { useVisitor } from "@/components/api/visitor";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import { ROLES, type Role } from "@/core/access";

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

interface RoleSelectProps {
  readonly email: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly onRole: (role: Role) => void;
}

/** Somebody's role. A slip of the hand makes no admin, and takes nobody's own role away. */
export function RoleSelect({ email, role, disabled, onRole }: RoleSelectProps) {
  const isOwn = useVisitor().email === email;
  const [asked, setAsked] = useState<Role | null>(null);
  const choose = (wanted: Role) => (isOwn || wanted === "admin" ? setAsked(wanted) : onRole(wanted));
  const confirm = () => {
    if (asked !== null) onRole(asked);
    setAsked(null);
  };
  return (
    <>
      <Select
        aria-label={`Role of ${email}`}
        className="w-28"
        value={role}
        options={ROLE_OPTIONS}
        disabled={disabled}
        onValue={choose}
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={isOwn ? "Change your own role?" : `Make ${email} an admin?`}
        confirm={isOwn ? `Become ${asked ?? role}` : "Make them an admin"}
        keep="Leave it"
        onConfirm={confirm}
      >
        <p>
          {isOwn
            ? "You will not manage people any more; only another admin can give the role back."
            : "Admins delete data for good, invite and remove people, also you, and read the audit."}
        </p>
      </ConfirmDialog>
    </>
  );
}
