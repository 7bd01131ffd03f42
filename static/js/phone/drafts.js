// What is being written, kept on this phone until the server has it: nothing typed is lost on reload.
import { signal } from '../live/ui.js'
import { shelf } from '../live/shelf.js'

/** The drafts of one seat. Names are `question`, `comment/<subject>`, `note`, `sheet/<round>`, `receipts`. */
export function createDrafts(seatId) {
  const kept = shelf(`seat:${seatId}/draft`)
  const held = new Map()

  /** The signal of one draft, null while there is none. */
  function draft(name) {
    if (!held.has(name)) held.set(name, signal(kept.get(name)))
    return held.get(name)
  }

  /** Set a draft, here and in the browser's storage. */
  function keep(name, value) {
    draft(name).value = value
    kept.set(name, value)
  }

  function wipe(name) {
    draft(name).value = null
    kept.remove(name)
  }

  // the same seat in another window of this phone: both show the same, so that neither writes over the other
  kept.watch((name, value) => (draft(name).value = value))

  return { draft, keep, wipe, names: kept.keys }
}
