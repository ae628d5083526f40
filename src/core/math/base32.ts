const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Bytes in base32 of RFC 4648 with lowercase letters (a-z2-7), five bits a character, without padding. */
export function base32Of(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let pending = 0;
  for (let i = 0; i < bytes.length; i++) {
    pending = (pending << 8) | (bytes[i] as number);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(pending >> bits) & 31] as string;
    }
    // Only the bits not written yet stay, or the number would outgrow 32 bits.
    pending &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET[(pending << (5 - bits)) & 31] as string;
  return text;
}
