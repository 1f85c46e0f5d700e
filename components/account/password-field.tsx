import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PASSWORD_LENGTH } from "@/core/password";

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A password that is chosen now. */
export const PasswordField = ({ label, value, onChange }: PasswordFieldProps) => (
  <Field label={label} hint={`At least ${String(PASSWORD_LENGTH.least)} characters; a few words will do.`}>
    {(control) => (
      <Input
        {...control}
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_LENGTH.least}
        maxLength={PASSWORD_LENGTH.most}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
);
