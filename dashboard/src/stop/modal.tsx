import { type ReactNode, useEffect, useId, useRef } from "react";

interface ModalProps {
  readonly title: ReactNode;
  readonly tone: "critical" | "plain";
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog in the middle, a full sheet on a phone. Esc closes it, the focus goes back to its opener. */
export function Modal({ title, tone, onClose, children }: ModalProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const edge = tone === "critical" ? "border-critical" : "border-line";
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={`m-auto max-h-dvh w-full max-w-2xl overflow-y-auto rounded-lg border-2 bg-background p-0 text-text max-sm:h-dvh max-sm:max-w-none max-sm:rounded-none ${edge}`}
      onClose={onClose}
    >
      <h2 id={id} className="border-b border-line px-4 py-3 text-lg font-bold">
        {title}
      </h2>
      <div className="p-4">{children}</div>
    </dialog>
  );
}
