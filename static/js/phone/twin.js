// Another window of this phone that shows the same seat. Both work and show the same; each says that the other is there.
import { signal } from '../live/ui.js'

const EVERY = 3000 // ms between two questions whether it is still there: a window that is swept away says no goodbye

/** A signal: whether another window of this browser shows this seat now. */
export function watchTwin(seatId) {
  const twin = signal(false)
  if (typeof BroadcastChannel === 'undefined') return twin
  const channel = new BroadcastChannel(`seat:${seatId}`)
  let heard = false

  channel.onmessage = ({ data }) => {
    heard = true
    if (data === 'who') channel.postMessage('here')
    if (!twin.value) check()
    twin.value = true
  }

  function check() {
    heard = false
    channel.postMessage('who')
    setTimeout(() => (heard ? check() : (twin.value = false)), EVERY)
  }

  channel.postMessage('who')
  return twin
}
