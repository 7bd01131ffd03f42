// Another window of this phone that shows the same seat. Both work and show the same; each says that the other is there.
import { signal } from '../live/ui.js'

/** A signal: whether another window of this browser shows this seat now. */
export function watchTwin(seatId) {
  const twin = signal(false)
  if (typeof BroadcastChannel === 'undefined') return twin
  const channel = new BroadcastChannel(`seat:${seatId}`)
  const ask = () => channel.postMessage('who')

  channel.onmessage = ({ data }) => {
    twin.value = data !== 'gone'
    if (data === 'who') channel.postMessage('here')
    if (data === 'gone') ask() // there may be a third
  }
  addEventListener('pagehide', () => channel.postMessage('gone'))
  addEventListener('pageshow', (event) => event.persisted && ask())
  ask()
  return twin
}
