import { crc32, inflateRawSync } from "node:zlib";

/** One file inside an archive, as the central directory describes it. */
export interface ZipMember {
  readonly name: string;
  /** Bytes after unpacking, as declared. */
  readonly size: number;
  readonly packedSize: number;
  readonly crc: number;
  readonly method: number;
  /** Offset of the local header. */
  readonly offset: number;
}

export type ZipListing =
  | { readonly ok: true; readonly members: readonly ZipMember[] }
  | { readonly ok: false; readonly detail: string };
export type ZipContent =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly detail: string };

/** Bounds that no honest file of market data reaches. */
const MEMBERS_MAX = 200_000;
const MEMBER_BYTES_MAX = 400 * 1024 * 1024;
const TOTAL_BYTES_MAX = 1024 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const ZIP64_EXTRA = 1;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
const LOCATOR_SIZE = 20;
const END64_SIZE = 56;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const IS_ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** True when the bytes begin like a zip archive, an empty one included. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * Lists an archive by its central directory. Nothing is written to disk, so a member's name is only
 * text; what is too large, encrypted or split is refused before anything is unpacked.
 * Source: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 to 4.3.16 and 4.5.3 (zip64).
 */
export function listZip(bytes: Uint8Array): ZipListing {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return refuse("it has no end of a zip directory: cut short, or no zip archive");
  const directory = findDirectory(view, end);
  if (directory === null) return refuse("its zip64 directory is damaged");
  const { count, start, isSplit } = directory;
  if (isSplit) return refuse("it is one part of a split archive");
  if (count > MEMBERS_MAX) return refuse(`it lists ${count} files, at most ${MEMBERS_MAX} are read`);
  const members: ZipMember[] = [];
  let total = 0;
  let at = start;
  for (let i = 0; i < count; i += 1) {
    if (at + ENTRY_SIZE > end || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      return refuse(`its directory is damaged at entry ${i + 1} of ${count}`);
    const nameLength = view.getUint16(at + 28, true);
    const nameEnd = at + ENTRY_SIZE + nameLength;
    if (nameEnd > end) return refuse(`its directory is damaged at entry ${i + 1} of ${count}`);
    const name = Buffer.from(bytes.subarray(at + ENTRY_SIZE, nameEnd)).toString("utf8");
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const sizes = extraEnd > end ? null : sizesOf(view, at, nameEnd, extraEnd);
    if (sizes === null) return refuse(`its directory is damaged at entry ${i + 1} of ${count}`);
    const { size } = sizes;
    total += size;
    if ((view.getUint16(at + 8, true) & IS_ENCRYPTED) !== 0) return refuse(`${name} is encrypted`);
    if (size > MEMBER_BYTES_MAX)
      return refuse(`${name} unpacks to ${size} bytes, at most ${MEMBER_BYTES_MAX} are read`);
    if (total > TOTAL_BYTES_MAX) return refuse(`it unpacks to more than ${TOTAL_BYTES_MAX} bytes`);
    members.push({
      name,
      ...sizes,
      crc: view.getUint32(at + 16, true),
      method: view.getUint16(at + 10, true),
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return { ok: true, members };
}

/** Unpacks one member; never more than its declared size, and its checksum must hold. */
export function unpackMember(bytes: Uint8Array, member: ZipMember): ZipContent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = member.offset;
  if (at + LOCAL_SIZE > bytes.length || view.getUint32(at, true) !== LOCAL_SIGNATURE)
    return refuse(`${member.name} has no header where the directory says`);
  const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const packed = bytes.subarray(from, from + member.packedSize);
  if (packed.length < member.packedSize) return refuse(`${member.name} is cut short`);
  const content = inflate(packed, member);
  if (content === null) return refuse(`${member.name} does not unpack to its declared ${member.size} bytes`);
  if (crc32(content) !== member.crc) return refuse(`${member.name} fails its checksum`);
  return { ok: true, bytes: content };
}

function inflate(packed: Uint8Array, member: ZipMember): Uint8Array | null {
  if (member.method === STORED) return packed.length === member.size ? packed : null;
  if (member.method !== DEFLATED) return null;
  try {
    // One byte of room for an empty member: the limit must be positive.
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, member.size) });
    return content.length === member.size ? content : null;
  } catch {
    return null;
  }
}

/** The directory's end record stands last, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_SIZE - MAX_16);
  for (let at = view.byteLength - END_SIZE; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

/** How many entries the directory has and where it begins; the zip64 record when the plain one points to it. */
function findDirectory(view: DataView, end: number): { count: number; start: number; isSplit: boolean } | null {
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  const isSplit = view.getUint16(end + 4, true) !== 0;
  if (count !== MAX_16 && start !== MAX_32) return { count, start, isSplit };
  const locator = end - LOCATOR_SIZE;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_SIGNATURE) return null;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + END64_SIZE > locator || view.getUint32(at, true) !== END64_SIGNATURE) return null;
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    start: Number(view.getBigUint64(at + 48, true)),
    isSplit: view.getUint32(at + 16, true) !== 0,
  };
}

/** Sizes and offset of an entry; those that do not fit 32 bits stand in its zip64 extra field, in this order. */
function sizesOf(
  view: DataView,
  at: number,
  extraFrom: number,
  extraEnd: number,
): { size: number; packedSize: number; offset: number } | null {
  const plain = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  if (plain.includes(MAX_32)) {
    let from = extraFrom;
    while (from + 4 <= extraEnd && view.getUint16(from, true) !== ZIP64_EXTRA)
      from += 4 + view.getUint16(from + 2, true);
    const fieldEnd = from + 4 <= extraEnd ? from + 4 + view.getUint16(from + 2, true) : 0;
    let next = from + 4;
    for (const [i, value] of plain.entries()) {
      if (value !== MAX_32) continue;
      if (next + 8 > fieldEnd || fieldEnd > extraEnd) return null;
      plain[i] = Number(view.getBigUint64(next, true));
      next += 8;
    }
  }
  const [size = 0, packedSize = 0, offset = 0] = plain;
  return { size, packedSize, offset };
}

function refuse(detail: string): { readonly ok: false; readonly detail: string } {
  return { ok: false, detail };
}
