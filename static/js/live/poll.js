// The public state without a socket: for viewers behind something that lets none through, and while the server is full.

const EVERY = 5000 // ms; the answer may be a second old, and the browser asks by ETag

/**
 * Feed a store from an address of public state until told to stop.
 *
 * @param {string} url answers {rev, now, sections}
 * @param {(event: object) => void} dispatch takes the store's events
 * @returns {() => null} stops it
 */
export function startPolling(url, dispatch) {
  let timer = null
  let stopped = false

  async function ask() {
    let event = { type: 'disconnect' }
    try {
      const response = await fetch(url)
      if (response.ok) event = { type: 'update', ...(await response.json()) }
    } catch {
      // no line at all: said as 离线, and asked again
    }
    if (stopped) return
    dispatch(event)
    timer = setTimeout(ask, EVERY * (0.8 + Math.random() * 0.4))
  }

  ask()
  return () => {
    stopped = true
    clearTimeout(timer)
    return null
  }
}
