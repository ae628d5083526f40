import type { ReactNode } from "react";

const SHOWN = { buy: ["▲", "Buy"], sell: ["▼", "Sell"], long: ["▲", "Long"], short: ["▼", "Short"] } as const;

/** Direction of an order or position: shape and word. */
export function SideText({ side }: { readonly side: keyof typeof SHOWN }): ReactNode {
  const [shape, word] = SHOWN[side];
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className="text-muted text-[0.75em]">
        {shape}
      </span>{" "}
      {word}
    </span>
  );
}
