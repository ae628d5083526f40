import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { PASSWORD_LENGTH_MIN, SignupBody } from "../../../../src/contract/auth.ts";
import { ErrorNote } from "../../components/error-note.tsx";
import { AccountFrame } from "./account-frame.tsx";
import { PasswordField } from "./password-field.tsx";
import { TextField } from "./text-field.tsx";
import { useAccountForm } from "./use-account-form.ts";

const LENGTH_MIN: typeof PASSWORD_LENGTH_MIN = 12;

/** Makes the first operator with the one-time link; there is no default account or password. */
export function SetupPage(): ReactNode {
  const { code } = useSearch({ from: "/setup" });
  const [username, setUsername] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const form = useAccountForm("/v1/auth/signup", "/");
  const tooShort = password.length < LENGTH_MIN ? `At least ${LENGTH_MIN} characters` : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsChecked(true);
    if (code === undefined || tooShort !== undefined || username.trim() === "") return;
    const mail = email.trim();
    const body: SignupBody = { code, ...(mail === "" ? {} : { email: mail }), username: username.trim(), password };
    form.submit(body);
  };
  if (code === undefined) {
    return (
      <AccountFrame title="Set-up">
        <p>
          This address lacks its one-time code. Open the whole link that the server printed, or{" "}
          <Link to="/login" className="link">
            sign in
          </Link>
          .
        </p>
      </AccountFrame>
    );
  }
  const nameMissing = isChecked && username.trim() === "" ? "A name is needed" : undefined;
  return (
    <AccountFrame title="Make the first operator">
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <TextField
          id="username"
          label="User name"
          help="Letters, digits and . _ @ + -"
          value={username}
          onChange={setUsername}
          autoComplete="username"
          error={form.fields["username"] ?? nameMissing}
          autoFocus
        />
        <TextField
          id="email"
          label="E-mail (optional)"
          help="Works at sign-in in place of the name. Nothing is sent to it."
          value={email}
          onChange={setEmail}
          autoComplete="email"
          error={form.fields["email"]}
        />
        <PasswordField
          id="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          help={`${LENGTH_MIN} characters or more. It stays on this machine, hashed.`}
          error={form.fields["password"] ?? (isChecked ? tooShort : undefined)}
          onBlur={() => setIsChecked(password !== "")}
        />
        {form.error === null ? null : <ErrorNote error={form.error} />}
        <button type="submit" className="button button-primary min-h-10" disabled={form.isPending}>
          {form.isPending ? "Making…" : "Make operator and sign in"}
        </button>
      </form>
    </AccountFrame>
  );
}
