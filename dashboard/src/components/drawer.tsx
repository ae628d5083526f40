import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface DrawerProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Details at the right so that the list stays; the whole width on a phone. Closes with Esc. */
export function Drawer({ title, onClose, children }: DrawerProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-xl overflow-y-auto border-l border-line bg-background text-text"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="min-h-full p-4">
        <header className="mb-3 flex items-start justify-between gap-3">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            <X aria-hidden="true" className="size-4" />
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
