import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { LoginBody } from "../../../../src/contract/auth.ts";
import { sessionQuery } from "../../api/queries.ts";
import { ErrorNote } from "../../components/error-note.tsx";
import { AccountFrame } from "./account-frame.tsx";
import { PasswordField } from "./password-field.tsx";
import { TextField } from "./text-field.tsx";
import { useAccountForm } from "./use-account-form.ts";

/** Gets an operator in, then back to where he wanted to go. */
export function SignInPage(): ReactNode {
  const { next } = useSearch({ from: "/login" });
  const state = useQuery(sessionQuery).data;
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const form = useAccountForm("/v1/auth/login", next);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const login = username.trim();
    const body: LoginBody = { ...(login.includes("@") ? { email: login } : { username: login }), password };
    form.submit(body);
  };
  return (
    <AccountFrame title="Sign in">
      {state?.isSetUp === false ? (
        <p className="mb-4 rounded-md border border-warning px-3 py-2">
          There is no operator yet. Open the one-time link that the server printed when it started.
        </p>
      ) : null}
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <TextField
          id="username"
          label="User name or e-mail"
          value={username}
          onChange={setUsername}
          autoComplete="username"
          error={form.fields["username"] ?? form.fields["email"]}
          autoFocus
        />
        <PasswordField
          id="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={form.fields["password"]}
        />
        {form.error === null ? null : <ErrorNote error={form.error} />}
        <button
          type="submit"
          className="button button-primary min-h-10"
          disabled={form.isPending || username.trim() === "" || password === ""}
        >
          {form.isPending ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </AccountFrame>
  );
}
