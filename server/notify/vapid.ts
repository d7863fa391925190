import { createECDH, hkdfSync } from "node:crypto";

export interface VapidKeys {
  /** Base64url. */
  publicKey: string;
  privateKey: string;
}

/** Order of the group of P-256 (FIPS 186-4, D.1.2.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The keys this server names itself by to push services (RFC 8292), from its secret: nothing is stored, and browsers stay
 * subscribed for as long as the secret stays. 48 bytes keep the remainder even (FIPS 186-4, B.4.1).
 */
export function deriveVapidKeys(secret: string): VapidKeys {
  const bytes = Buffer.from(hkdfSync("sha256", secret, "", "motorpool web push P-256 v1", 48));
  const scalar = (BigInt(`0x${bytes.toString("hex")}`) % (order - 1n)) + 1n;
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateKey);
  return { publicKey: curve.getPublicKey("base64url"), privateKey: privateKey.toString("base64url") };
}
