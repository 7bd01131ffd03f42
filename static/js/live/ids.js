// Names that this page makes itself.

/**
 * `bytes` random bytes in lower-case hex: 16 make a ballot_id or a client_id.
 *
 * crypto.randomUUID does not exist on the plain http of a hall's network; getRandomValues does.
 */
export function randomHex(bytes = 16) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
