import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { isPlainKey } from "../../shell/is-plain-key.ts";

/** `n` opens the launcher. */
export function useNewRunKey(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "n" && isPlainKey(event)) void navigate({ to: "/runs/new" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate]);
}
