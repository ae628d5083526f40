import type { ReactNode } from "react";
import type { FlatCertificate } from "../../../src/contract/kill-switch.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { type Fact, FactList } from "../components/fact-list.tsx";
import { IdText } from "../components/id-text.tsx";
import { Num } from "../components/num.tsx";
import { Time } from "../components/time.tsx";

/** The proof that everything was closed: when, of what, and the seal to check it by. */
export function CertificateNote({ certificate }: { readonly certificate: FlatCertificate }): ReactNode {
  const facts: readonly Fact[] = [
    ["Flat since", <Time at={certificate.t} kind="moment" withZone />],
    ["Account", certificate.accounts.join(", ")],
    ["Orders cancelled", <Num kind="count" value={certificate.cancelledOrders} />],
    ["Lots closed", <Num kind="count" value={certificate.closedLots} />],
    ["Journal position", <Num kind="count" value={certificate.seq} />],
    ["SHA-256", <IdText id={certificate.sha256} canCopy />],
  ];
  return (
    <section aria-label="Certificate" className="rounded-md border border-ok p-3">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">Certificate: flat</h3>
        <CopyButton text={JSON.stringify(certificate, null, 2)} label="Copy certificate" />
      </div>
      <FactList facts={facts} />
      {certificate.closed.length === 0 ? null : (
        <ul className="mt-2 flex flex-wrap gap-x-4">
          {certificate.closed.map(({ symbol, qty }) => (
            <li key={symbol}>
              <b>{symbol}</b> <Num kind="qty" value={qty} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
