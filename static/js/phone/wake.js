// Keep the screen on while there is something to score or a clock to read, where the browser can (secure pages only).
let lock = null
let wanted = false
let asking = false

/** Ask for the lock, or give it back. */
export function keepAwake(on) {
  wanted = on
  if (!on) {
    lock?.release()
    lock = null
  } else if (!lock || lock.released) request()
}

async function request() {
  if (asking) return
  asking = true
  try {
    lock = await navigator.wakeLock?.request('screen')
  } catch {
    lock = null // refused, for example at low battery: the page works all the same
  }
  asking = false
  if (!wanted) keepAwake(false) // the round ended meanwhile
}

document.addEventListener('visibilitychange', () => {
  if (wanted && document.visibilityState === 'visible') request()
})
