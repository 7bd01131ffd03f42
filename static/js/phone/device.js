// How this phone gets in: by slip, by code or by the open door, always as the same device.
import { postJson } from '../live/errors.js'
import { shelf } from '../live/shelf.js'

const kept = shelf('shuping')

/** The code typed before on this phone, or null. */
export function knownCode() {
  return kept.get('code')
}

/** Let the next one on this phone type a code of their own. */
export function forgetCode() {
  kept.remove('code')
}

/** Post a join: `{token}`, `{code}` or `{meeting_code, category}`; resolves to the seat, rejects with a CommandError. */
export async function join(wanted) {
  const device = kept.get('device')
  const answer = await postJson('meeting_code' in wanted ? '/api/open-join' : '/api/join', device ? { ...wanted, device } : wanted)
  kept.set('device', answer.device)
  if (wanted.code) kept.set('code', wanted.code)
  return answer
}

/** A typed or pasted code as the server knows it: upper case, no spaces, no dash. */
export function cleanCode(text) {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, 8)
}
