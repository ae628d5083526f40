import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** Shows only the icon; the label stays for screen readers. */
  readonly isIcon?: boolean;
}

/** Copies text and says so. */
export function CopyButton({ text, label, isIcon = false }: CopyButtonProps): ReactNode {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("idle"), SHOWN_MS);
  };
  const Icon = state === "copied" ? Check : Copy;
  const said = state === "copied" ? "Copied" : state === "failed" ? "Copying is not allowed here" : label;
  return (
    <button
      type="button"
      className={isIcon ? "inline-flex size-6 items-center justify-center rounded hover:bg-raised" : "button"}
      title={isIcon ? said : undefined}
      onClick={() => void copy()}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span className={isIcon ? "sr-only" : ""} aria-live="polite">
        {said}
      </span>
    </button>
  );
}
